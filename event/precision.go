package event

// Precision says how finely a date was written, from the finest to the coarsest.
type Precision uint8

// The precisions. PrecisionSeason covers the parts of a year that EDTF numbers 21 to 41 (seasons, quarters, semesters).
const (
	PrecisionInstant Precision = iota + 1
	PrecisionSecond
	PrecisionMinute
	PrecisionHour
	PrecisionPartOfDay
	PrecisionDay
	PrecisionWeek
	PrecisionMonth
	PrecisionSeason
	PrecisionYear
	PrecisionDecade
	PrecisionCentury
	PrecisionMillennium
	PrecisionUnknown
)

var precisions = vocabulary{"precision", []string{"INSTANT", "SECOND", "MINUTE", "HOUR", "PART_OF_DAY", "DAY", "WEEK", "MONTH", "SEASON",
	"YEAR", "DECADE", "CENTURY", "MILLENNIUM", "UNKNOWN"}}

func (p Precision) String() string                { return precisions.name(uint8(p)) }
func (p Precision) MarshalText() ([]byte, error)  { return precisions.marshal(uint8(p)) }
func (p *Precision) UnmarshalText(t []byte) error { return precisions.unmarshal(t, (*uint8)(p)) }
