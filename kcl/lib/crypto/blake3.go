package crypto

// This file has the hash function BLAKE3, in its plain mode with a sum of 32
// bytes (https://github.com/BLAKE3-team/BLAKE3-specs). The libraries that have
// it ask at each start of the process what the processor can do, which takes
// longer than the function is worth here.
//
// The input is cut in chunks, which are the leaves of a binary tree; the left
// of two subtrees has as many chunks as a power of two that is less than all.

import (
	"encoding/binary"
	"math/bits"
)

const (
	blockSize = 64
	chunkSize = 1024
)

// Flags of a compression.
const (
	chunkStart = 1 << iota
	chunkEnd
	isParent
	isRoot
)

type words [8]uint32

var iv = words{
	0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A,
	0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
}

// A blake3 is a hash.Hash.
type blake3 struct {
	chunk  [chunkSize]byte // the last one, which may be the root
	n      int             // of its bytes
	chunks uint64          // before it
	stack  []words         // of subtrees, from the left: one for each bit of chunks
}

func newBlake3() *blake3 { return &blake3{} }

func (h *blake3) Reset()         { *h = blake3{} }
func (h *blake3) Size() int      { return 32 }
func (h *blake3) BlockSize() int { return blockSize }

func (h *blake3) Write(b []byte) (int, error) {
	size := len(b)
	for len(b) > 0 {
		if h.n == chunkSize {
			h.push(compressChunk(h.chunk[:], h.chunks, 0))
			h.n = 0
		}
		n := copy(h.chunk[h.n:], b)
		h.n += n
		b = b[n:]
	}
	return size, nil
}

// push adds a chunk that is not the last one, and joins subtrees that are
// complete.
func (h *blake3) push(cv words) {
	h.chunks++
	for c := h.chunks; c&1 == 0; c >>= 1 {
		last := len(h.stack) - 1
		cv = compressParent(h.stack[last], cv, 0)
		h.stack = h.stack[:last]
	}
	h.stack = append(h.stack, cv)
}

func (h *blake3) Sum(b []byte) []byte {
	rootIf := func(root bool) uint32 {
		if root {
			return isRoot
		}
		return 0
	}
	cv := compressChunk(h.chunk[:h.n], h.chunks, rootIf(len(h.stack) == 0))
	for i := len(h.stack) - 1; i >= 0; i-- {
		cv = compressParent(h.stack[i], cv, rootIf(i == 0))
	}
	for _, w := range cv {
		b = binary.LittleEndian.AppendUint32(b, w)
	}
	return b
}

// compressChunk is the value of a chunk, the one of a number.
func compressChunk(b []byte, number uint64, flags uint32) words {
	cv := iv
	start := uint32(chunkStart)
	for {
		n := min(len(b), blockSize)
		var block [blockSize]byte
		copy(block[:], b[:n])
		b = b[n:]
		var m [16]uint32
		for i := range m {
			m[i] = binary.LittleEndian.Uint32(block[4*i:])
		}
		if len(b) == 0 {
			return compress(&cv, &m, number, uint32(n), start|chunkEnd|flags)
		}
		cv = compress(&cv, &m, number, blockSize, start)
		start = 0
	}
}

// compressParent is the value of two subtrees.
func compressParent(left, right words, flags uint32) words {
	var m [16]uint32
	copy(m[:], left[:])
	copy(m[8:], right[:])
	return compress(&iv, &m, 0, blockSize, isParent|flags)
}

// compress mixes a block of n bytes into cv, in seven rounds.
func compress(cv *words, m *[16]uint32, number uint64, n, flags uint32) words {
	s0, s1, s2, s3, s4, s5, s6, s7 := cv[0], cv[1], cv[2], cv[3], cv[4], cv[5], cv[6], cv[7]
	s8, s9, s10, s11, s12, s13, s14, s15 := iv[0], iv[1], iv[2], iv[3], uint32(number), uint32(number>>32), n, flags
	for i := range orders {
		o := &orders[i]
		s0, s4, s8, s12 = mix(s0, s4, s8, s12, m[o[0]&15], m[o[1]&15])
		s1, s5, s9, s13 = mix(s1, s5, s9, s13, m[o[2]&15], m[o[3]&15])
		s2, s6, s10, s14 = mix(s2, s6, s10, s14, m[o[4]&15], m[o[5]&15])
		s3, s7, s11, s15 = mix(s3, s7, s11, s15, m[o[6]&15], m[o[7]&15])
		s0, s5, s10, s15 = mix(s0, s5, s10, s15, m[o[8]&15], m[o[9]&15])
		s1, s6, s11, s12 = mix(s1, s6, s11, s12, m[o[10]&15], m[o[11]&15])
		s2, s7, s8, s13 = mix(s2, s7, s8, s13, m[o[12]&15], m[o[13]&15])
		s3, s4, s9, s14 = mix(s3, s4, s9, s14, m[o[14]&15], m[o[15]&15])
	}
	return words{s0 ^ s8, s1 ^ s9, s2 ^ s10, s3 ^ s11, s4 ^ s12, s5 ^ s13, s6 ^ s14, s7 ^ s15}
}

// orders are the orders in which the rounds take the words of a block.
var orders = [7][16]uint8{
	{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
	{2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8},
	{3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1},
	{10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6},
	{12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4},
	{9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7},
	{11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13},
}

func mix(a, b, c, d, x, y uint32) (uint32, uint32, uint32, uint32) {
	a += b + x
	d = bits.RotateLeft32(d^a, -16)
	c += d
	b = bits.RotateLeft32(b^c, -12)
	a += b + y
	d = bits.RotateLeft32(d^a, -8)
	c += d
	b = bits.RotateLeft32(b^c, -7)
	return a, b, c, d
}
