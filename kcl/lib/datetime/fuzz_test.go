package datetime

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

// FuzzRoundTrip prints a time in all ways and reads it back: the text must
// be read to its end and say that time.
func FuzzRoundTrip(f *testing.F) {
	var format strings.Builder
	for _, sp := range specifiers {
		switch sp.text {
		case "::z", ":::z": // are read as %z, which is not what they print
		default:
			format.WriteString("%" + sp.text + " |")
		}
	}
	its, err := parse(format.String())
	if err != nil {
		f.Fatal(err)
	}
	const year10000 = 253402300800
	f.Add(uint64(0), uint16(0), int16(0))
	f.Add(uint64(1709454909), uint16(26), int16(5*60+30))
	f.Add(uint64(year10000-1), uint16(999), int16(-12*60))
	f.Fuzz(func(t *testing.T, seconds uint64, millis uint16, east int16) {
		zone := time.FixedZone("", int(east)%(14*60)*60)
		at := time.Unix(int64(seconds%year10000), int64(millis)%1000*1e6).In(zone)
		if at.Year() > 9999 {
			t.Skip()
		}
		text := string(its.print(nil, at))
		var got fields
		rest, ok := its.read(text, &got)
		if !ok || rest != "" || !got.valid() || !got.agree(at, year, numFields) {
			t.Errorf("%v\ntext %q\nrest %q\nread %v %+v", at, text, rest, ok, got)
		}
	})
}

var dateAndTime = regexp.MustCompile(`^\d{4}-\d\d-\d\d \d\d:\d\d:[0-5]\d$`)

// FuzzMatches compares with package time where it knows the format.
func FuzzMatches(f *testing.F) {
	f.Add("2024-02-29 10:20:30", "%Y-%m-%d %H:%M:%S")
	f.Add("2024-W09-4 PM", "%G-W%V-%u %p")
	f.Add("29. Feb", "%-d. %b%Q")
	f.Add("1709454909.5 +01:00", "%s%.f %:z")
	f.Add("−0130UTC", "%#z%+")
	f.Fuzz(func(t *testing.T, text, format string) {
		matches(text, format)
		if its, err := parse(format); err == nil {
			its.print(nil, time.Unix(int64(len(text))<<20, int64(len(format))))
		}
		if dateAndTime.MatchString(text) {
			_, err := time.Parse(time.DateTime, text)
			if got := matches(text, "%F %T"); got != (err == nil) {
				t.Errorf("%q: got %v, want %v", text, got, err)
			}
		}
	})
}

// FuzzRFC3339 compares with package time, which knows capital letters only,
// and no leap seconds.
func FuzzRFC3339(f *testing.F) {
	f.Add("2024-02-29T10:20:30.5Z")
	f.Add("2024-02-29t23:59:60+23:59")
	f.Add("0000-01-01 00:00:00−00:00")
	f.Add("P1Y2M3DT4H5M6S")
	plain := strings.NewReplacer("t", "T", "z", "Z", " ", "T", ":60", ":59", "−", "-")
	f.Fuzz(func(t *testing.T, text string) {
		valid := rfc3339(text)
		if _, err := time.Parse(time.RFC3339, plain.Replace(text)); valid && err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if valid && isDuration(text) {
			t.Errorf("%q is a duration and a time", text)
		}
	})
}
