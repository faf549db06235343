package v1alpha1

import (
	"testing"
	"time"
)

func TestByteSize(t *testing.T) {
	for text, want := range map[string]ByteSize{
		"1000": 1000, "64Ki": 64 << 10, "256Mi": 256 << 20, "2Gi": 2 << 30,
		"0": 0, "-1": 0, "+1": 0, "-1Ki": 0, "1M": 0, "": 0, "Ki": 0, "9223372036854775807Gi": 0,
	} {
		var b ByteSize
		if err := b.UnmarshalText([]byte(text)); b != want || (err == nil) != (want > 0) {
			t.Errorf("%q is read as %d, %v, want %d", text, b, err, want)
		}
	}
	for b, want := range map[ByteSize]string{0: "0", 1000: "1000", 1 << 10: "1Ki", 128 << 20: "128Mi", 3 << 40: "3072Gi"} {
		if text, err := b.MarshalText(); string(text) != want || err != nil {
			t.Errorf("%d is written as %q, %v, want %q", b, text, err, want)
		}
	}
}

func TestDuration(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"5s": 5 * time.Second, "1m30s": 90 * time.Second, "90ms": 90 * time.Millisecond, "0s": 0, "-1s": 0, "5": 0, "": 0,
	} {
		var d Duration
		if err := d.UnmarshalText([]byte(text)); d != Duration(want) || (err == nil) != (want > 0) {
			t.Errorf("%q is read as %d, %v, want %s", text, d, err, want)
		}
	}
	if text, err := Duration(90 * time.Second).MarshalText(); string(text) != "1m30s" || err != nil {
		t.Errorf("90 seconds are written as %q, %v", text, err)
	}
}
