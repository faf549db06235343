package datetime

import (
	"strings"
	"testing"
	"time"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
)

// The wanted results are the reference implementation's, but for digits of
// other scripts in durations, which ISO 8601 does not know.
func TestFunctions(t *testing.T) {
	libtest.Run(t, Module(), `
validate ["2024-02-29", "%Y-%m-%d"] => true
validate [] ** {"date": "2024-02-29", "format": "%F"} => true
validate ["2023-02-29", "%Y-%m-%d"] => false
validate ["2024-02-29 ", "%F"] => false
validate [" 2024-2-29", "%F"] => true
validate ["2024-08", "%Y-%m"] => false
validate ["10:20", "%H:%M"] => true
validate ["24:00", "%H:%M"] => false
validate ["x", "%Q"] => false
validate ["x", "%"] => false
validate ["", ""] => false
validate ["2024-02-29"] => validate() missing 1 required positional argument: 'format'
validate [1, "%F"] => validate() argument 'date' must be a string, got int
is_rfc3339 ["2024-02-29T10:20:30Z"] => true
is_rfc3339 ["2024-02-29t23:59:60.123456789012+23:59"] => true
is_rfc3339 ["2024-02-29 10:20:30−05:00"] => true
is_rfc3339 ["2023-02-29T10:20:30Z"] => false
is_rfc3339 ["2024-01-01T24:00:00Z"] => false
is_rfc3339 ["2024-01-01T00:00:00+24:00"] => false
is_rfc3339 ["2024-01-01T00:00:00+0530"] => false
is_rfc3339 ["2024-01-01T00:00:00"] => false
is_rfc3339 ["2024-01-01T00:00:00Z\n"] => false
is_iso8601 ["2024-02-29T10:20:30Z"] => true
is_iso8601 ["P3Y6M2W4DT12H30M5.5S"] => true
is_iso8601 ["PT0.5S"] => true
is_iso8601 ["P1Y"] => true
is_iso8601 ["P"] => false
is_iso8601 ["P1DT"] => false
is_iso8601 ["P1M1Y"] => false
is_iso8601 ["P1.D"] => false
is_iso8601 ["P١D"] => false
is_iso8601 ["2024-02-29"] => false
is_iso8601 [] => is_iso8601() missing 1 required positional argument: 'date'
`)
}

// The wanted results are those of the reference implementation for this
// moment.
func TestClock(t *testing.T) {
	east := time.FixedZone("", 5*3600+30*60)
	at := time.Date(2024, 3, 3, 14, 5, 9, 26_490_000, east)
	caps := &eval.Capabilities{Clock: func() time.Time { return at }}
	libtest.RunWith(t, caps, Module(), `
ticks [] => 1709454909.0
date [] => "2024-03-03 14:05:09"
today [] => "2024-03-03 14:05:09.1709454909"
now [] => "Sun Mar 03 14:05:09 2024"
now [null] => "Sun Mar 03 14:05:09 2024"
now [] ** {"format": "%H"} => "14"
now ["é %%"] => "é %"
now ["%Y %C %y %q %m %b %h %B %d %e"] => "2024 20 24 1 03 Mar Mar March 03  3"
now ["%a %A %w %u %U %W %G %g %V %j"] => "Sun Sunday 0 7 09 09 2024 24 09 063"
now ["%D|%x|%F|%v|%c"] => "03/03/24|03/03/24|2024-03-03| 3-Mar-2024|Sun Mar  3 14:05:09 2024"
now ["%H %k %I %l %P %p %M %S"] => "14 14 02  2 pm PM 05 09"
now ["%R|%T|%X|%r"] => "14:05|14:05:09|14:05:09|02:05:09 PM"
now ["%f|%.f|%.3f|%.6f|%.9f|%3f|%6f|%9f"] => "026490000|.026490|.026|.026490|.026490000|026|026490|026490000"
now ["%Z|%z|%:z|%::z|%:::z"] => "+05:30|+0530|+05:30|+05:30:00|+05"
now ["%+|%s"] => "2024-03-03T14:05:09.026490+05:30|1709454909"
now ["%t%n"] => "\t\n"
now ["%-m %_m %0e %-I %-j %_j %-Y"] => "3  3 03 2 63  63 2024"
now ["%H %Q!"] => now() invalid format '%H %Q!': unknown specifier at '%Q!'
now ["%-F"] => now() invalid format '%-F': unknown specifier at '%-F'
now ["%:Z"] => now() invalid format '%:Z': unknown specifier at '%:Z'
now ["%-"] => now() invalid format '%-': unknown specifier at '%-'
now [1] => now() argument 'format' must be a string, got int
`)
	for _, c := range []struct {
		at     time.Time
		format string
		want   string
	}{
		{time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), "%.f|%I %l %p|%U %W", "|12 12 AM|00 01"},
		{time.Date(2021, 1, 3, 12, 0, 0, 5e8, time.UTC), "%.f|%I %P|%G-W%V-%u|%U %W", ".500|12 pm|2020-W53-7|01 00"},
		{time.Date(33, 1, 1, 0, 0, 0, 7, time.UTC), "%Y %_Y %-Y %C %y %.f %s", "0033   33 33 00 33 .000000007 -61125753600"},
		{time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC), "%Y %_Y %-Y", "-0005    -5 -5"},
		{time.Date(12345, 1, 1, 0, 0, 0, 0, time.UTC), "%Y", "+12345"},
	} {
		its, err := parse(c.format)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(its.print(nil, c.at)); got != c.want {
			t.Errorf("%v %s:\ngot  %s\nwant %s", c.at, c.format, got, c.want)
		}
	}
}

func TestWithoutClock(t *testing.T) {
	for _, name := range []string{"date", "now", "ticks", "today"} {
		want := "datetime." + name + " needs access to the clock, which this program was not given"
		if got := libtest.Member(t, &eval.Run{}, Module(), name, "[]", ""); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// The answers are those of the reference implementation, but for dates that
// do not exist, with a time.
func TestMatches(t *testing.T) {
	for _, c := range []struct {
		format  string
		yes, no string // texts, by |
	}{
		{"%Y-%m-%d", "2024-12-31|+2024-1-1|-5-01-01|+262142-01-01|2024- 1- 1", "+262143-01-01|20241-01-01|2024-13-01|2024-00-10|2024-04-31|2024-4-030| 2024 - 1-1|2024-01-01T"},
		{"%y%m%d", "240101|991231|24011", "2401011"},
		{"%C%y-%j", "2024-366|1999-001", "2023-366|1999-000"},
		{"%Y %C", "", "2024 20"},
		{"%Y %y %m %d", "2024 24 1 1", "2024 25 1 1|-1 99 1 1"},
		{"%C %m %d", "", "20 1 1"},
		{"%C %G-W%V-%u", "", "20 2024-W01-1"},
		{"%G-W%V-%u", "2020-W53-7|2024-W01-1", "2021-W53-7|2024-W01-0|2024-W00-1"},
		{"%g %V %a", "24 01 mon", "24 01 Monday"},
		{"%g %V %A", "24 01 MONDAY|24 01 mon", "24 01 Mond|24 01 x"},
		{"%Y %U %w", "2024 00 1|2024 09 0", "2024 00 0|2024 53 0|2024 52 3"},
		{"%Y %W %a", "2024 01 Mon|2023 00 Sun|2024 53 Tue", "2024 00 Sun|2024 53 Wed"},
		{"%Y-%m-%d %a", "2024-03-03 Sun", "2024-03-03 Mon"},
		{"%Y-%m-%d %U %W %j %q", "2024-03-03 9 9 63 1", "2024-03-03 9 8 63 1|2024-03-03 9 8 63 2|2024-03-03 9 8 64 1"},
		{"%d %b %Y", "1 Jan 2024|1 JAN 2024", "1 January 2024|1 Jän 2024"},
		{"%d %B %Y", "1 Jan 2024|1 January 2024|1 may 2024", "1 Janu 2024"},
		{"%e-%b-%Y", " 1-Feb-2024|1-Feb-2024", ""},
		{"%d %d %m %Y", "1 01 1 2024", "1 2 1 2024"},
		{"%H", "", "10"},
		{"%H:%M", "10:20|1:2", "10:60|24:00|10:20:00"},
		{"%M:%S", "", "10:20"},
		{"%I:%M", "", "10:20"},
		{"%I:%M %p", "10:20 PM|12:00 am", "0:20 am|13:00 pm|10:20 xm|10:20 p"},
		{"%H %I %p:%M", "14 2 pm:0", "14 3 pm:0|14 2 am:0"},
		{"%H:%M:%S", "23:59:60|1:1:1", "23:59:61"},
		{"%H:%M:%S%.f", "1:2:3|1:2:3.5|1:2:3.1234567891", "1:2:3.|1:2:3,5"},
		{"%H:%M:%S%.3f", "1:2:3.123|1:2:3", "1:2:3.12|1:2:3.1234"},
		{"%H:%M:%S.%f", "1:2:3.5", "1:2:3.1234567890"},
		{"%H:%M:%S%3f", "1:2:03123", "1:2:3123|1:2:0312"},
		{"%H:%M%.f", "1:2", "1:2.5"},
		{"%T %z", "1:2:3 +0100|1:2:3 +01:00|1:2:3 -01 : 00|1:2:3 −0100|1:2:3 +9959|1:2:3+0100", "1:2:3 Z|1:2:3 +01|1:2:3 +0160"},
		{"%T %#z", "1:2:3 Z|1:2:3 +01|1:2:3 +01:", "1:2:3 +010"},
		{"%T%:::z", "1:2:3+01:30", "1:2:3+01"},
		{"%T %z %z", "1:2:3 +0100 +0100", "1:2:3 +0100 +0200"},
		{"%T %Z", "1:2:3 CET|1:2:3 ", "1:2:3 a b"},
		{"%+", "2024-02-29T10:20:30Z|2024-02-29 10:20:30.5 utc|2024 - 2 - 29t10 : 20 : 30 +01:00", "2024-02-29T10:20:30|2024-02-29x10:20:30Z|2024-02-29T10:20Z|2024-02-29T10:20:30+01"},
		{"%s", "0|1709454909|8210266876799", "-1|99999999999999999999|8210266876800|9223372036854775807"},
		{"%s %Y", "0 1970", "0 1971"},
		{"%s %H", "0 0|3600 1", "0 1"},
		{"%s %S", "59 59|59 60|60 60", "61 60|59 58"},
		{"%s %T", "0 1:00:00", ""},
		{"%s %f", "0 5", ""},
		{"%y %j %s", "70 1 0|70 2 0", ""},
		{"%y %m %d %a %s", "70 1 1 Thu 0", "70 1 1 Fri 0"},
		{"%Y %s", "", "2024 0"},
		{"%c", "Sun Mar  3 14:05:09 2024|Sun Mar 3 14:05:09 2024", "Mon Mar 3 14:05:09 2024"},
		{"%F %R", "2024-02-29 10:00", "2023-02-29 10:00"},
		{"%D %r", "3/3/24 2:5:9 PM", ""},
		{"%T%%", "1:2:3%", "1:2:3"},
		{"%T%n%t", "1:2:3|1:2:3 ", "1:2:3x"},
		{"é %T", "é1:2:3|é\u00a01:2:3", "e 1:2:3"},
		{"%-H:%_M", "01: 2", ""},
		{"%F%Q", "", "2024-01-01"},
		{"%F%", "", "2024-01-01"},
		{"%-F", "", "2024-01-01"},
		{"%-a %F", "", "Mon 2024-01-01"},
	} {
		for want, texts := range map[bool]string{true: c.yes, false: c.no} {
			for s := range strings.SplitSeq(texts, "|") {
				if texts != "" && matches(s, c.format) != want {
					t.Errorf("%s, %q: got %v", c.format, s, !want)
				}
			}
		}
	}
}
