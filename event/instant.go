package event

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"time"
)

// Instant is a moment in whole microseconds since 1970-01-01T00:00:00Z. [Past] and [Future] stand for no limit.
type Instant int64

// Past is before every moment, Future after every moment.
const (
	Past   Instant = math.MinInt64
	Future Instant = math.MaxInt64
)

// At turns a time into its Instant, dropping what is finer than a microsecond.
func At(t time.Time) Instant { return Instant(t.UnixMicro()) }

// Time returns the moment in UTC. It must not be asked of Past or Future.
func (i Instant) Time() time.Time { return time.UnixMicro(int64(i)).UTC() }

// Bounded reports whether i is a moment, and not Past or Future.
func (i Instant) Bounded() bool { return i != Past && i != Future }

// String writes RFC 3339 in UTC with as many fraction digits as needed; a year outside 0000-9999 is written in the
// expanded form of ISO 8601, with a sign and at least four digits. Past is "-inf", Future "+inf".
func (i Instant) String() string {
	switch i {
	case Past:
		return "-inf"
	case Future:
		return "+inf"
	}
	t := i.Time()
	if y := t.Year(); y < 0 || y > 9999 {
		return fmt.Sprintf("%+05d%s", y, t.AddDate(2000-y, 0, 0).Format("-01-02T15:04:05.999999Z07:00"))
	}
	return t.Format("2006-01-02T15:04:05.999999Z07:00")
}

// Window is a closed run of microseconds: First and Last both belong to it.
// It is what a written date stands for: "2021-02-26" is the window of that whole day.
type Window struct {
	First Instant `cbor:"1,keyasint" json:"first"`
	Last  Instant `cbor:"2,keyasint" json:"last"`
}

// Always is the window without limits.
var Always = Window{Past, Future}

// Contains reports whether i lies in w.
func (w Window) Contains(i Instant) bool { return w.First <= i && i <= w.Last }

// Bounded reports whether w has a first and a last moment.
func (w Window) Bounded() bool { return w.First != Past && w.Last != Future }

// MarshalText writes String.
func (i Instant) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// UnmarshalText reads RFC 3339, and what else String writes.
func (i *Instant) UnmarshalText(text []byte) error {
	parsed, err := readInstant(string(text))
	if err != nil {
		return err
	}
	*i = parsed
	return nil
}

// ParseInstant reads RFC 3339: a date, a time to the second or finer, and an offset or Z.
func ParseInstant(s string) (Instant, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil || !rfc3339Form.MatchString(s) {
		return 0, fmt.Errorf("%q is not an RFC 3339 time, such as 2021-02-27T01:42:00Z", s)
	}
	return At(t), nil
}

// rfc3339Form is narrower than time.Parse, which takes 1:42:00, 01:42:00,5 and offsets of 24 hours too.
var rfc3339Form = regexp.MustCompile(`^.{11}[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-9]{2})$`)

// readInstant reads what String writes.
func readInstant(s string) (Instant, error) {
	switch {
	case s == Past.String():
		return Past, nil
	case s == Future.String():
		return Future, nil
	}
	parts := expandedForm.FindStringSubmatch(s)
	if parts == nil {
		return ParseInstant(s)
	}
	year, _ := strconv.Atoi(parts[1]) // a sign and digits, by its form
	i, err := ParseInstant("2000" + parts[2])
	t := i.Time().AddDate(year-2000, 0, 0)
	if err != nil || t.Day() != i.Time().Day() || !At(t).Time().Equal(t) { // no such day in that year, or too far away
		return 0, fmt.Errorf("%q is not a time with an expanded year, such as -0043-03-15T00:00:00Z", s)
	}
	return At(t), nil
}

// expandedForm is a year with a sign, and the rest.
var expandedForm = regexp.MustCompile(`^([+-][0-9]{4,6})(-.+Z)$`)
