package datetime

// This file defines the fields of a date and time: the values that a format
// mentions, what they are for a time, and which of them together say one.

import "time"

// A field is a value that a text can give of a date and time.
type field int

const (
	year          field = iota
	century             // year / 100; years before 0 have none
	yearOfCentury       // year % 100, likewise
	isoYear             // of the ISO 8601 week
	isoYearOfCentury
	quarter    // 1 to 4
	month      // 1 to 12
	day        // of the month
	yearDay    // 1 to 366
	sundayWeek // of the year: the first Sunday begins week 1
	mondayWeek // likewise
	isoWeek    // 1 to 53
	weekday    // 0 is Sunday
	half       // of the day: 0 or 1
	halfHour   // hour of the half: 0 to 11
	minute
	second // 60 is a leap second
	nano
	unix   // seconds since 1970
	offset // seconds east of UTC
	numFields

	// Fields that are kept as others.
	hour       // 0 to 23
	hour12     // 1 to 12
	isoWeekday // 7 is Sunday
)

const firstOfClock = half // the fields before it are those of a date

// Dates lie in these years, as they do in the reference implementation.
const minYear, maxYear = -262143, 262142

// of is the field's value for t.
func (x field) of(t time.Time) int64 {
	if x < firstOfClock {
		return int64(x.ofDate(t))
	}
	switch x {
	case half:
		return int64(t.Hour() / 12)
	case halfHour:
		return int64(t.Hour() % 12)
	case hour:
		return int64(t.Hour())
	case hour12:
		return int64((t.Hour()+11)%12 + 1)
	case minute:
		return int64(t.Minute())
	case second:
		return int64(t.Second())
	case nano:
		return int64(t.Nanosecond())
	case unix:
		return t.Unix()
	case offset:
		_, east := t.Zone()
		return int64(east)
	}
	return int64((t.Weekday()+6)%7 + 1) // isoWeekday
}

func (x field) ofDate(t time.Time) int {
	switch x {
	case year:
		return t.Year()
	case century:
		return split(t.Year(), 0)
	case yearOfCentury:
		return split(t.Year(), 1)
	case quarter:
		return int(t.Month()+2) / 3
	case month:
		return int(t.Month())
	case day:
		return t.Day()
	case yearDay:
		return t.YearDay()
	case sundayWeek:
		return (t.YearDay() + 6 - int(t.Weekday())) / 7
	case mondayWeek:
		return (t.YearDay() + 6 - int(t.Weekday()+6)%7) / 7
	case weekday:
		return int(t.Weekday())
	}
	y, week := t.ISOWeek()
	switch x {
	case isoYear:
		return y
	case isoYearOfCentury:
		return split(y, 1)
	}
	return week // isoWeek
}

// split is the century of a year (0) or the year of the century (1): -1
// before the year 0.
func split(year, part int) int {
	if year < 0 {
		return -1
	}
	return [...]int{year / 100, year % 100}[part]
}

// Fields are what a text gives.
type fields struct {
	given [numFields]bool
	value [numFields]int64
}

// set notes a field; it may be given again, but not otherwise.
func (f *fields) set(x field, v int64) bool {
	switch x {
	case hour:
		return f.set(half, v/12) && f.set(halfHour, v%12)
	case hour12:
		x, v = halfHour, v%12
	case isoWeekday:
		x, v = weekday, v%7
	}
	if f.given[x] {
		return f.value[x] == v
	}
	f.given[x], f.value[x] = true, v
	return true
}

func (f *fields) has(xs ...field) bool {
	for _, x := range xs {
		if !f.given[x] {
			return false
		}
	}
	return true
}

// agree tells whether all fields from first to the one before end are those
// of t.
func (f *fields) agree(t time.Time, first, end field) bool {
	for x := first; x < end; x++ {
		if f.given[x] && f.value[x] != x.of(t) {
			return false
		}
	}
	return true
}

// valid tells whether the fields say a date, a time of day or a time since
// 1970. A date must exist and agree with all that is said of it, also where
// the time of day alone would do: there the reference implementation lets
// 2023-02-29 10:00 pass.
func (f *fields) valid() bool {
	if t, known := f.date(); known {
		return t.Year() >= minYear && t.Year() <= maxYear && f.agree(t, year, firstOfClock)
	}
	return f.hasClock() || f.given[unix] && f.validUnix()
}

// hasClock tells whether the fields say a time of day.
func (f *fields) hasClock() bool {
	return f.has(half, halfHour, minute) && (f.given[second] || !f.given[nano])
}

// date is the day that the fields say; known is false where they are too
// few. What they say more, the day need not agree with.
func (f *fields) date() (t time.Time, known bool) {
	y, ok := f.year(year, yearOfCentury)
	if f.given[century] && !ok {
		return t, false
	}
	v := func(x field) int { return int(f.value[x]) }
	on := func(m time.Month, d int) (time.Time, bool) {
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC), true
	}
	switch {
	case ok && f.has(month, day):
		return on(time.Month(v(month)), v(day))
	case ok && f.given[yearDay]:
		return on(time.January, v(yearDay))
	case ok && f.has(sundayWeek, weekday):
		first, _ := on(time.January, 1)
		return on(time.January, 1+(7-int(first.Weekday()))%7+7*(v(sundayWeek)-1)+v(weekday))
	case ok && f.has(mondayWeek, weekday):
		first, _ := on(time.January, 1)
		return on(time.January, 1+(8-int(first.Weekday()))%7+7*(v(mondayWeek)-1)+(v(weekday)+6)%7)
	}
	if y, ok = f.year(isoYear, isoYearOfCentury); !ok || !f.has(isoWeek, weekday) {
		return t, false
	}
	fourth, _ := on(time.January, 4) // which is in week 1
	return on(time.January, 4-int(fourth.Weekday()+6)%7+7*(v(isoWeek)-1)+(v(weekday)+6)%7)
}

// year is the year by its field or, where only its last digits are given,
// the one from 1970 to 2069. The century counts for the field year only.
func (f *fields) year(full, ofCentury field) (int, bool) {
	short := int(f.value[ofCentury])
	switch {
	case f.given[full]:
		return int(f.value[full]), true
	case !f.given[ofCentury]:
		return 0, false
	case full == year && f.given[century]:
		return int(f.value[century])*100 + short, true
	case short < 70:
		return 2000 + short, true
	}
	return 1900 + short, true
}

// validUnix tells whether the other fields agree with the seconds since
// 1970. A leap second has the number of the one before or after it.
func (f *fields) validUnix() bool {
	n := f.value[unix]
	if n > time.Date(maxYear+1, 1, 1, 0, 0, 0, 0, time.UTC).Unix()-1 {
		return false
	}
	rest := *f
	t := time.Unix(n, 0).UTC()
	if rest.given[second] && rest.value[second] == 60 {
		if t.Second() == 0 {
			t = t.Add(-time.Second)
		}
		rest.value[second] = 59
	}
	rest.given[nano], rest.given[unix] = false, false
	return rest.agree(t, year, offset)
}
