package datetime

// This file defines the items of a format. Each prints its part of a time,
// and reads it from the start of a text.

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

type item interface {
	// print appends what the item shows of t.
	print(b []byte, t time.Time) []byte
	// read notes what the text s begins with and returns what follows it.
	read(s string, f *fields) (rest string, ok bool)
}

type (
	// items are a whole format.
	items []item
	// literal is text that stands for itself.
	literal string
	// space is white space. It reads any, or none.
	space string
	// number is the number of a field. Space and zeros may precede it. With
	// a negative minimum it may have a sign, and then any number of digits.
	number struct {
		field    field
		digits   int  // at most, when read; printed with so many, where pad is set; 0 is any
		pad      byte // '0', ' ' or 0
		min, max int64
	}
	// name is the name of a month, a weekday or a half of the day; the case
	// of letters does not count.
	name struct {
		field field
		first int // what names[0] stands for
		names []string
		long  bool // not just three letters, though these may be read
	}
	// fraction is the fraction of a second. Where it begins with a dot, it
	// may be missing.
	fraction struct {
		dot    bool
		digits int // 0: as many as there are
	}
	// zone is the offset from UTC.
	zone struct {
		layout  string // of package time
		lenient bool   // Z is read, too, and the minutes may be missing
	}
	// zoneName prints an offset, since that is what chrono knows of a zone.
	// It reads any word.
	zoneName struct{}
	// timestamp is a date and time with its offset, as in RFC 3339. It may
	// be read with spaces between its parts.
	timestamp struct{}
)

var (
	months = [...]string{"January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December"}
	weekdays = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
)

func (its items) print(b []byte, t time.Time) []byte {
	for _, it := range its {
		b = it.print(b, t)
	}
	return b
}

func (its items) read(s string, f *fields) (string, bool) {
	for _, it := range its {
		var ok bool
		if s, ok = it.read(s, f); !ok {
			return s, false
		}
	}
	return s, true
}

func (l literal) print(b []byte, _ time.Time) []byte { return append(b, l...) }

func (l literal) read(s string, _ *fields) (string, bool) { return strings.CutPrefix(s, string(l)) }

func (x space) print(b []byte, _ time.Time) []byte { return append(b, x...) }

func (x space) read(s string, _ *fields) (string, bool) { return trim(s), true }

func trim(s string) string { return strings.TrimLeftFunc(s, unicode.IsSpace) }

func (n number) print(b []byte, t time.Time) []byte {
	v := n.field.of(t)
	sign := ""
	if n.min < 0 && v > 9999 {
		sign = "+"
	} else if v < 0 {
		sign, v = "-", -v
	}
	text := strconv.FormatInt(v, 10)
	padding := max(n.digits-len(text), 0)
	switch n.pad {
	case '0':
		sign += strings.Repeat("0", padding)
	case ' ':
		sign = strings.Repeat(" ", padding) + sign
	}
	return append(append(b, sign...), text...)
}

func (n number) read(s string, f *fields) (string, bool) {
	s = trim(s)
	most := n.digits
	negative := false
	if n.min < 0 && s != "" && (s[0] == '-' || s[0] == '+') {
		most, negative = 0, s[0] == '-'
		s = s[1:]
	}
	v, s, ok := digits(s, 1, most)
	if negative {
		v = -v
	}
	return s, ok && v >= n.min && v <= n.max && f.set(n.field, v)
}

// digits reads a number of so many digits; any number of them where most is
// 0.
func digits(s string, least, most int) (v int64, rest string, ok bool) {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' && (most == 0 || n < most) {
		n++
	}
	v, err := strconv.ParseInt(s[:n], 10, 64)
	return v, s[n:], err == nil && n >= least
}

func (n name) print(b []byte, t time.Time) []byte {
	text := n.names[int(n.field.of(t))-n.first]
	if !n.long {
		text = text[:min(3, len(text))]
	}
	return append(b, text...)
}

func (n name) read(s string, f *fields) (string, bool) {
	for i, text := range n.names {
		short := min(3, len(text))
		if !hasFold(s, text[:short]) {
			continue
		}
		if n.long && hasFold(s, text) {
			short = len(text)
		}
		return s[short:], f.set(n.field, int64(i+n.first))
	}
	return s, false
}

// hasFold tells whether s begins with the letters of prefix.
func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

func (x fraction) print(b []byte, t time.Time) []byte {
	text := fmt.Sprintf("%09d", t.Nanosecond())
	n := x.digits
	if n == 0 {
		n = (len(strings.TrimRight(text, "0")) + 2) / 3 * 3
	}
	if x.dot && n > 0 {
		b = append(b, '.')
	}
	return append(b, text[:n]...)
}

func (x fraction) read(s string, f *fields) (string, bool) {
	if x.dot {
		var dotted bool
		if s, dotted = strings.CutPrefix(s, "."); !dotted {
			return s, true
		}
	}
	least, most := x.digits, x.digits
	if x.digits == 0 {
		least, most = 1, 9
	}
	v, rest, ok := digits(s, least, most)
	for range 9 - (len(s) - len(rest)) {
		v *= 10
	}
	if x.digits == 0 {
		rest = strings.TrimLeft(rest, "0123456789") // finer than nanoseconds
	}
	return rest, ok && f.set(nano, v)
}

func (z zone) print(b []byte, t time.Time) []byte { return t.AppendFormat(b, z.layout) }

func (z zone) read(s string, f *fields) (string, bool) {
	return readOffset(trim(s), f, z.lenient, z.lenient)
}

// readOffset reads an offset: a sign, which may be that of typography, two
// digits of hours, colons and spaces, two digits of minutes.
func readOffset(s string, f *fields, zulu, noMinutes bool) (string, bool) {
	if zulu && hasFold(s, "Z") {
		return s[1:], f.set(offset, 0)
	}
	sign, size := utf8.DecodeRuneInString(s)
	if sign != '+' && sign != '-' && sign != '−' {
		return s, false
	}
	hours, s, ok := digits(s[size:], 2, 2)
	s = strings.TrimLeftFunc(s, func(r rune) bool { return r == ':' || unicode.IsSpace(r) })
	minutes := int64(0)
	if ok && !(noMinutes && s == "") {
		minutes, s, ok = digits(s, 2, 2)
	}
	east := hours*3600 + minutes*60
	if sign != '+' {
		east = -east
	}
	return s, ok && minutes < 60 && f.set(offset, east)
}

func (zoneName) print(b []byte, t time.Time) []byte { return t.AppendFormat(b, "-07:00") }

func (zoneName) read(s string, _ *fields) (string, bool) {
	return strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsSpace(r) }), true
}

func (timestamp) print(b []byte, t time.Time) []byte {
	its, _ := parse("%Y-%m-%dT%H:%M:%S%.f%:z")
	return its.print(b, t)
}

func (timestamp) read(s string, f *fields) (string, bool) {
	date, _ := parse("%Y -%m -%d")
	clock, _ := parse("%H :%M :%S%.f ")
	s, ok := date.read(s, f)
	if !ok || s == "" || !strings.Contains("Tt ", s[:1]) {
		return s, false
	}
	if s, ok = clock.read(s[1:], f); !ok {
		return s, false
	}
	if hasFold(s, "UTC") {
		return s[3:], f.set(offset, 0)
	}
	return readOffset(s, f, true, false)
}
