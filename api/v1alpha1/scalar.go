package v1alpha1

// This file has the types of scalars that are written in a form of their own.

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// A ByteSize is a number of bytes.
type ByteSize int64

var byteSuffixes = []string{"", "Ki", "Mi", "Gi"}

// UnmarshalText reads 1000, 64Ki, 256Mi, 1Gi. The error says what it must be.
func (b *ByteSize) UnmarshalText(text []byte) error {
	for i, suffix := range byteSuffixes {
		digits, ok := strings.CutSuffix(string(text), suffix)
		n, err := strconv.ParseUint(digits, 10, 63)
		if shift := 10 * i; ok && err == nil && n > 0 && n <= math.MaxInt64>>shift {
			*b = ByteSize(n << shift)
			return nil
		}
	}
	return errors.New("must be a number of bytes such as 256Mi")
}

// MarshalText writes the size with the largest suffix that keeps it whole.
func (b ByteSize) MarshalText() ([]byte, error) {
	i := 0
	for b != 0 && b%1024 == 0 && i+1 < len(byteSuffixes) {
		b, i = b/1024, i+1
	}
	return fmt.Appendf(nil, "%d%s", b, byteSuffixes[i]), nil
}

// OpenAPIV3OneOfTypes are the types that a ByteSize is written in.
func (ByteSize) OpenAPIV3OneOfTypes() []string { return []string{"integer", "string"} }

// A Duration is a length of time.
type Duration time.Duration

// UnmarshalText reads 500ms, 5s, 1m30s. The error says what it must be.
func (d *Duration) UnmarshalText(text []byte) error {
	t, err := time.ParseDuration(string(text))
	if err != nil || t <= 0 {
		return errors.New("must be a duration such as 5s")
	}
	*d = Duration(t)
	return nil
}

// MarshalText writes the duration as package time does.
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

// OpenAPIV3OneOfTypes is the type that a Duration is written in.
func (Duration) OpenAPIV3OneOfTypes() []string { return []string{"string"} }
