package datetime

// This file reads formats into items.

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A group stands for a longer format.
type group string

// specifiers are what may follow a percent sign. None begins as another.
var specifiers = [...]struct {
	text string
	is   any // an item, or a group of them
}{
	{"Y", number{field: year, digits: 4, pad: '0', min: math.MinInt32, max: math.MaxInt32}},
	{"C", number{field: century, digits: 2, pad: '0', max: 99}},
	{"y", number{field: yearOfCentury, digits: 2, pad: '0', max: 99}},
	{"q", number{field: quarter, digits: 1, min: 1, max: 4}},
	{"m", number{field: month, digits: 2, pad: '0', min: 1, max: 12}},
	{"b", name{field: month, first: 1, names: months[:]}},
	{"h", name{field: month, first: 1, names: months[:]}},
	{"B", name{field: month, first: 1, names: months[:], long: true}},
	{"d", number{field: day, digits: 2, pad: '0', min: 1, max: 31}},
	{"e", number{field: day, digits: 2, pad: ' ', min: 1, max: 31}},
	{"a", name{field: weekday, names: weekdays[:]}},
	{"A", name{field: weekday, names: weekdays[:], long: true}},
	{"w", number{field: weekday, digits: 1, max: 6}},
	{"u", number{field: isoWeekday, digits: 1, min: 1, max: 7}},
	{"U", number{field: sundayWeek, digits: 2, pad: '0', max: 53}},
	{"W", number{field: mondayWeek, digits: 2, pad: '0', max: 53}},
	{"G", number{field: isoYear, digits: 4, pad: '0', min: math.MinInt32, max: math.MaxInt32}},
	{"g", number{field: isoYearOfCentury, digits: 2, pad: '0', max: 99}},
	{"V", number{field: isoWeek, digits: 2, pad: '0', min: 1, max: 53}},
	{"j", number{field: yearDay, digits: 3, pad: '0', min: 1, max: 366}},
	{"D", group("%m/%d/%y")},
	{"x", group("%m/%d/%y")},
	{"F", group("%Y-%m-%d")},
	{"v", group("%e-%b-%Y")},

	{"H", number{field: hour, digits: 2, pad: '0', max: 23}},
	{"k", number{field: hour, digits: 2, pad: ' ', max: 23}},
	{"I", number{field: hour12, digits: 2, pad: '0', min: 1, max: 12}},
	{"l", number{field: hour12, digits: 2, pad: ' ', min: 1, max: 12}},
	{"P", name{field: half, names: []string{"am", "pm"}}},
	{"p", name{field: half, names: []string{"AM", "PM"}}},
	{"M", number{field: minute, digits: 2, pad: '0', max: 59}},
	{"S", number{field: second, digits: 2, pad: '0', max: 60}},
	{"f", number{field: nano, digits: 9, pad: '0', max: 999_999_999}},
	{".f", fraction{dot: true}},
	{".3f", fraction{dot: true, digits: 3}},
	{".6f", fraction{dot: true, digits: 6}},
	{".9f", fraction{dot: true, digits: 9}},
	{"3f", fraction{digits: 3}},
	{"6f", fraction{digits: 6}},
	{"9f", fraction{digits: 9}},
	{"R", group("%H:%M")},
	{"T", group("%H:%M:%S")},
	{"X", group("%H:%M:%S")},
	{"r", group("%I:%M:%S %p")},

	{"Z", zoneName{}},
	{"z", zone{layout: "-0700"}},
	{":z", zone{layout: "-07:00"}},
	{"::z", zone{layout: "-07:00:00"}},
	{":::z", zone{layout: "-07"}},
	{"#z", zone{layout: "-0700", lenient: true}},
	{"c", group("%a %b %e %H:%M:%S %Y")},
	{"+", timestamp{}},
	{"s", number{field: unix, max: math.MaxInt64}},

	{"t", space("\t")},
	{"n", space("\n")},
	{"%", literal("%")},
}

// parse reads a format.
func parse(format string) (items, error) {
	var out items
	for rest := format; rest != ""; {
		first, _ := utf8.DecodeRuneInString(rest)
		if first != '%' {
			end := strings.IndexFunc(rest, func(r rune) bool {
				return r == '%' || unicode.IsSpace(r) != unicode.IsSpace(first)
			})
			if end < 0 {
				end = len(rest)
			}
			if unicode.IsSpace(first) {
				out = append(out, space(rest[:end]))
			} else {
				out = append(out, literal(rest[:end]))
			}
			rest = rest[end:]
			continue
		}
		is, size := specifier(rest)
		switch is := is.(type) {
		case nil:
			return nil, fmt.Errorf("invalid format '%s': unknown specifier at '%s'", format, rest)
		case group:
			inner, _ := parse(string(is))
			out = append(out, inner...)
		case item:
			out = append(out, is)
		}
		rest = rest[size:]
	}
	return out, nil
}

// specifier reads what stands at the start of s, which is a percent sign.
// The padding of numbers may be changed: "%-d" has none, "%_d" spaces,
// "%0d" zeros.
func specifier(s string) (is any, size int) {
	rest := s[1:]
	pad := strings.IndexAny(rest[:min(1, len(rest))], "-_0")
	if pad == 0 {
		rest = rest[1:]
	}
	for _, sp := range specifiers {
		if !strings.HasPrefix(rest, sp.text) {
			continue
		}
		size = len(s) - len(rest) + len(sp.text)
		if pad < 0 {
			return sp.is, size
		}
		n, ok := sp.is.(number)
		if !ok {
			return nil, 0
		}
		switch s[1] {
		case '-':
			n.pad = 0
		case '_':
			n.pad = ' '
		case '0':
			n.pad = '0'
		}
		return n, size
	}
	return nil, 0
}
