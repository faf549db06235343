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
	s := [16]uint32{
		cv[0], cv[1], cv[2], cv[3], cv[4], cv[5], cv[6], cv[7],
		iv[0], iv[1], iv[2], iv[3], uint32(number), uint32(number >> 32), n, flags,
	}
	w := *m
	for round := range 7 {
		if round > 0 {
			w = [16]uint32{
				w[2], w[6], w[3], w[10], w[7], w[0], w[4], w[13],
				w[1], w[11], w[12], w[5], w[9], w[14], w[15], w[8],
			}
		}
		mix(&s[0], &s[4], &s[8], &s[12], w[0], w[1])
		mix(&s[1], &s[5], &s[9], &s[13], w[2], w[3])
		mix(&s[2], &s[6], &s[10], &s[14], w[4], w[5])
		mix(&s[3], &s[7], &s[11], &s[15], w[6], w[7])
		mix(&s[0], &s[5], &s[10], &s[15], w[8], w[9])
		mix(&s[1], &s[6], &s[11], &s[12], w[10], w[11])
		mix(&s[2], &s[7], &s[8], &s[13], w[12], w[13])
		mix(&s[3], &s[4], &s[9], &s[14], w[14], w[15])
	}
	var out words
	for i := range out {
		out[i] = s[i] ^ s[i+8]
	}
	return out
}

func mix(a, b, c, d *uint32, x, y uint32) {
	*a += *b + x
	*d = bits.RotateLeft32(*d^*a, -16)
	*c += *d
	*b = bits.RotateLeft32(*b^*c, -12)
	*a += *b + y
	*d = bits.RotateLeft32(*d^*a, -8)
	*c += *d
	*b = bits.RotateLeft32(*b^*c, -7)
}
