// Package datetime is KCL's system module datetime: the time of day, where
// the host of the program has a clock for it, and checks of written times.
//
// Formats are those of strftime as the Rust library chrono has them: "%Y",
// "%-d" without padding, "%.3f". A format is read into items, each of which
// can print its part of a time and read it back.
package datetime

import (
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

var funcs = [...]eval.Func{
	{Name: "date", Body: date},
	{Name: "is_iso8601", Body: isISO8601},
	{Name: "is_rfc3339", Body: isRFC3339},
	{Name: "now", Body: now},
	{Name: "ticks", Body: ticks},
	{Name: "today", Body: today},
	{Name: "validate", Body: validate},
}

// Module returns the module.
func Module() *eval.Module { return eval.NewModule("datetime", funcs[:]) }

// clock is the time, with the time zone of the host.
func clock(c *eval.Call) time.Time {
	read := c.Capabilities().Clock
	c.Grant(read != nil, "datetime", "the clock")
	return read()
}

// ticks(): whole seconds since 1970
func ticks(c *eval.Call) eval.Value { return eval.Float(clock(c).Unix()) }

// date(): 2006-01-02 15:04:05
func date(c *eval.Call) eval.Value { return printed(c, "%F %T") }

// today(): the date and, after a dot, the ticks
func today(c *eval.Call) eval.Value { return printed(c, "%F %T.%s") }

// now(format="%a %b %d %H:%M:%S %Y")
func now(c *eval.Call) eval.Value {
	return printed(c, c.ArgStr(0, "format", "%a %b %d %H:%M:%S %Y"))
}

func printed(c *eval.Call, format string) eval.Value {
	t := clock(c)
	its, err := parse(format)
	if err != nil {
		eval.Fail("%s() %v", c.Name, err)
	}
	text := its.print(nil, t)
	c.Run.Grow(int64(len(text)))
	return eval.Str(text)
}

// validate(date, format): whether the whole text has the format and says a
// date, a time or both
func validate(c *eval.Call) eval.Value {
	return eval.Bool(matches(c.NeedStr(0, "date"), c.NeedStr(1, "format")))
}

func matches(text, format string) bool {
	its, err := parse(format)
	if err != nil {
		return false
	}
	var f fields
	rest, ok := its.read(text, &f)
	return ok && rest == "" && f.valid()
}

// is_rfc3339(date)
func isRFC3339(c *eval.Call) eval.Value { return eval.Bool(rfc3339(c.NeedStr(0, "date"))) }

// is_iso8601(date): whether it is a time as in RFC 3339, or a duration
func isISO8601(c *eval.Call) eval.Value {
	s := c.NeedStr(0, "date")
	return eval.Bool(rfc3339(s) || isDuration(s))
}

var rfc3339Form = sync.OnceValue(func() *regexp.Regexp {
	const clock = `([01]\d|2[0-3]):[0-5]\d`
	return regexp.MustCompile(`^\d{4}-\d\d-\d\d[Tt ]` + clock + `:([0-5]\d|60)(\.\d+)?([Zz]|[-+−]` + clock + `)$`)
})

// rfc3339 tells whether s is a date and time by RFC 3339, section 5.6. The
// minus sign of the offset may be the one of typography, as ISO 8601 wants.
func rfc3339(s string) bool {
	if !rfc3339Form().MatchString(s) {
		return false
	}
	_, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)])
	return err == nil
}

var durationForm = sync.OnceValue(func() *regexp.Regexp {
	const n = `(\d+(\.\d+)?`
	return regexp.MustCompile(`^P` + n + `Y)?` + n + `M)?` + n + `W)?` + n + `D)?(T` + n + `H)?` + n + `M)?` + n + `S)?)?$`)
})

// isDuration tells whether s is a duration by ISO 8601: P3Y6M4DT12H30M5.5S
func isDuration(s string) bool {
	return durationForm().MatchString(s) && s != "P" && !strings.HasSuffix(s, "T")
}
