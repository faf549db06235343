package crypto

import (
	"bytes"
	"encoding/hex"
	"testing"
)

// The sums are the reference implementation's, of as many letters a.
func TestBlake3(t *testing.T) {
	for _, c := range []struct {
		n    int
		want string
	}{
		{63, "1a2a060cf56e4a859d80723cac9e2391d3c09a33008483e5424c57fe68629b79"},
		{64, "472c51290d607f100d2036fdcedd7590bba245e9adeb21364a063b7bb4ca81c7"},
		{65, "f345679d9055e53939e92c04ff4f6c9d824b849810d4b598f54baa23336cde99"},
		{1024, "5a1c9e5d85d9898297037e8e24f69bb0e604a84c91c3b3ef4784a374812900d9"},
		{1025, "c59d2e12583df14d951e757a42f1734d355c8c5b1db6b6a33ab2bfabeed40c7d"},
		{2048, "11654ac17d073b0905429320fee0a34776cb5f10a9767287c70b627fc4f45539"},
		{2049, "32e4e6d05329fdf8777c2c1f87926ca72210a03abeec282a3b7946783abbd5db"},
		{3073, "45bfb0005f625b4dccd82d6b0b550cb0d3c0cf7f4033cdf7ff224036313a571d"},
		{5121, "5774283c2d205cf6aa3f1754c88504ae66ce77011aa80ca5e60c6a227f406f66"},
		{8193, "b1f1094e96bb33573b60f112c768f1689eec860a073011b5f9461dc3e1579bbf"},
		{31744, "af069bb3716c13a788099469b423e0b3b03a9b98f7f0fa093e334f70767901d4"},
		{102400, "45f00803e479a0bc9cb4efc2a7ac3a1ce4e49f4738c62e59550815da1201d065"},
	} {
		h := newBlake3()
		h.Write(bytes.Repeat([]byte("a"), c.n))
		if got := hex.EncodeToString(h.Sum(nil)); got != c.want {
			t.Errorf("%d bytes: got %s, want %s", c.n, got, c.want)
		}
	}
}

// A sum does not depend on how the input is cut, nor does it end the input.
func TestBlake3Writes(t *testing.T) {
	in := make([]byte, 5000)
	for i := range in {
		in[i] = byte(i % 251)
	}
	for _, size := range []int{1, 63, 64, 1000, 1024, 1025} {
		whole, parts := newBlake3(), newBlake3()
		for from := 0; from < len(in); from += size {
			part := in[from:min(from+size, len(in))]
			whole.Write(part)
			parts.Write(part)
			parts.Sum(nil)
		}
		once := newBlake3()
		once.Write(in)
		want := once.Sum(nil)
		if !bytes.Equal(whole.Sum(nil), want) || !bytes.Equal(parts.Sum(nil), want) {
			t.Errorf("writes of %d bytes give another sum", size)
		}
		once.Reset()
		once.Write(in[:size])
		first := newBlake3()
		first.Write(in[:size])
		if !bytes.Equal(once.Sum(nil), first.Sum(nil)) {
			t.Errorf("after Reset %d bytes have another sum", size)
		}
	}
}

func BenchmarkBlake3(b *testing.B) {
	in := make([]byte, 1<<20)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		h := newBlake3()
		h.Write(in)
		h.Sum(nil)
	}
}
