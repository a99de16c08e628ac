package event

import (
	"strings"
	"testing"
)

func TestParseEDTFRefuses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", `"" is not an EDTF date: write one such as 2021-02-26`},
		{"/", "has no date"},
		{"../..", "has no date"},
		{"/..", "has no date"},
		{"../", "has no date"},
		{"..", `.. stands for an open end`},
		{"Friday", `"Friday" is not an EDTF date: write one such as 2021-02-26, and keep "Friday" in text`},
		{"last Friday", `keep "last Friday" in text`},
		{"26 February 2021", `keep "26 February 2021" in text`},
		{"2021–2022", "keep"},
		{"\xff\x00", "keep"},
		{strings.Repeat("\xff", 200), "keep"},
		{"?", "write one such as"},
		{strings.Repeat("2", 201), "has 201 bytes, at most 200"},
		{"[" + strings.Repeat("2021,", 100000) + "2021]", "at most 200"},

		{" 2021", "holds a space"},
		{"2021\n", "holds a space"},
		{"2021-02-26 10:30:00", "T between a date and a time"},
		{"2021/ 2022", `" 2022" is not an EDTF date: it holds a space`},
		{"2021-02-xx", "in capitals"},
		{"2021-02-26t10:30:00Z", "in capitals"},
		{"2021-02-26T10:30:00z", "in capitals"},
		{"y12000", "in capitals"},

		{"21", "four digits for the year"},
		{"21-02-26", "four digits for the year"},
		{"20210226", "four digits for the year"},
		{"12021", "four digits for the year"},
		{"+2021", "four digits for the year"},
		{"2021-2-6", "two each for month and day"},
		{"2021-057", "two each for month and day"},
		{"2021-02-26-01", "two each for month and day"},
		{"2021-", "two each for month and day"},
		{"-", "write one such as"},
		{"--2021", "four digits for the year"},
		{"X021", "X for the last digits"},
		{"2X21", "X for the last digits"},
		{"2021-X2", "X for the last digits"},
		{"2021-02-X6", "X for the last digits"},
		{"2021-W08-5", "write one such as"},
		{"P1Y", "write one such as"},
		{"2021/02/26", "has 2 slashes"},
		{"02/26/2021", "has 2 slashes"},
		{"02/2021", `"02" is not an EDTF date: write four digits for the year`},

		{"2021-02-30", `"2021-02-30" is not a date: February 2021 has 28 days`},
		{"2021-02-29", "February 2021 has 28 days"},
		{"1900-02-29", "February 1900 has 28 days"},
		{"2000-02-30", "February 2000 has 29 days"},
		{"-0044-02-30", "February -0044 has 29 days"},
		{"2021-04-31", "April 2021 has 30 days"},
		{"2021-02-3X", "February 2021 has 28 days"},
		{"201X-04-31", "April 201X has 30 days"},
		{"2021-04-31/2021-05", `"2021-04-31" is not a date: April 2021 has 30 days`},
		{"2021-00", "00 is neither a month (01 to 12) nor a part of a year (21 to 41)"},
		{"2021-13", "13 is neither a month"},
		{"2021-20", "20 is neither a month"},
		{"2021-42", "42 is neither a month"},
		{"2021-2X", "2X is neither a month"},
		{"2021-00-01", "00 is neither a month"},
		{"2021-02-00", "00 is not a day"},
		{"2021-01-32", "32 is not a day"},
		{"2021-01-4X", "4X is not a day"},
		{"2021-21-01", "21 is a part of a year and has no days"},
		{"-0000", "the year 0 is written 0000"},

		{"XXXX", "quite open"},
		{"XXXX-12-XX", "quite open"},
		{"Y170000002", "years go from -100000 to 100000"},
		{"Y-170000002", "years go from"},
		{"Y100001", "years go from"},
		{"Y" + strings.Repeat("9", 150), "years go from"},
		{"Y2021", "write other years in four digits"},
		{"Y012021", "write other years in four digits"},
		{"Y", "write one such as"},
		{"Y-", "write one such as"},
		{"Y--12000", "after Y stands a year and nothing else"},
		{"Y12000-01", "after Y stands a year and nothing else"},
		{"Y1200X", "after Y stands a year and nothing else"},
		{"Y-17E7", "exponent (E)"},
		{"1950S2", "significant digits (S)"},
		{"Y171010000S3", "significant digits (S)"},
		{"Y3388E2S3", "significant digits (S)"},

		{"2004-06-~11", "on part of a date; write it at the end"},
		{"2004?-06-11", "on part of a date"},
		{"?2004-06-~11", "on part of a date"},
		{"2004-%06-11", "on part of a date"},
		{"2004-06-~01/2004-06-~20", `"2004-06-~01" is not supported: a mark`},
		{"1984?~", "% both"},
		{"1984??", "% both"},

		{"2021-02-26T", "write a time as"},
		{"2021-02-26T1", "write a time as"},
		{"2021-02-26T103000", "write a time as"},
		{"2021-02-26T10:3", "write a time as"},
		{"2021-02-26T10:30:", "write a time as"},
		{"2021-02-26T10:30:00:00", "write a time as"},
		{"2021-02-26T10:30:XX", "write a time as"},
		{"2021-02-26T10:30:00.", "write a time as"},
		{"2021-02-26T10:30:00.X", "write a time as"},
		{"2021-02-26T10:30.5", "write a time as"},
		{"2021-02-26T10:30:00ZZ", "write a time as"},
		{"2021-02-26T10:30:00Z+01", "write a time as"},
		{"2021-02-26T10:30:00+", "write a time as"},
		{"2021-02-26T10:30:00+1", "write a time as"},
		{"2021-02-26T10:30:00+0100", "write a time as"},
		{"2021-02-26T10:30:00+01:", "write a time as"},
		{"2021-02-26T10:30:00+0X", "write a time as"},
		{"2021-02-26T10:30:00T10", "write a time as"},
		{"2021-02-26T24:00:00", "write 00:00:00 of the next day"},
		{"2021-02-26T25:00", "25 is not between 00 and 23"},
		{"2021-02-26T10:60", "60 is not between 00 and 59"},
		{"2016-12-31T23:59:60Z", "leap seconds are not kept"},
		{"2021-02-26T23:59:61Z", "61 is not between 00 and 59"},
		{"2021-02-26T10:30:00.1234567", "at most 6 digits"},
		{"2021-02-26T10:30:00+24:00", "an offset is at most 23:59, not 24:00"},
		{"2021-02-26T10:30:00+10:60", "an offset is at most 23:59"},
		{"2021-02T10:30:00", "a time of day needs a whole date"},
		{"2021-02-XXT10:30:00", "a time of day needs a whole date"},
		{"2021T10:30", "a time of day needs a whole date"},
		{"T10:30", "four digits for the year"},

		{"2022/2021", `"2022/2021" ends before it starts`},
		{"2021-02-26/2021-02-25", "ends before it starts"},
		{"2021-02-26T10:00:01/2021-02-26T10:00:00", "ends before it starts"},
		{"2021/Friday", `"Friday" is not an EDTF date`},
		{"Friday/2021", `"Friday" is not an EDTF date`},

		{"{1667,1668,1670..1672}", "record one claim for each date"},
		{"{1960,1961-12}", "record one claim for each date"},
		{"{..1984}", "record one claim for each date"},
		{"[]", `"" is not an EDTF date`},
		{"[,2021]", `"" is not an EDTF date`},
		{"[2021,]", `"" is not an EDTF date`},
		{"[..]", `".." has no date`},
		{"[2021", "is not an EDTF set"},
		{"2021]", "is not an EDTF set"},
		{"[", "is not an EDTF set"},
		{"[[2021]]", "is not an EDTF set"},
		{"[2021,2022]/2023", "is not an EDTF set"},
		{"[2020/2021,2023]", "is not an EDTF set"},
		{"[2021,2022]?", "is not an EDTF set"},
		{"[2020, 2021]", "holds a space"},
		{"[1672..1670]", `"1672..1670" ends before it starts`},
		{"[2020,..2021]", "is open in the middle"},
		{"[2020..,2021]", "is open in the middle"},
		{"[2020..2021..2022]", ".. stands for an open end"},
		{"[2020...2021]", "is not an EDTF date"},
	} {
		got, err := ParseEDTF(c.text, nil)
		if err == nil {
			t.Errorf("%.40q is taken as %s", c.text, sketch(got))
			continue
		}
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.40q: %v\nwant %s", c.text, err, c.want)
		}
		if got != (Dates{}) {
			t.Errorf("%.40q: refused, but with dates: %s", c.text, sketch(got))
		}
		if len(err.Error()) > 2*4*maxEDTF+300 { // quoted twice, \\xff for a byte
			t.Errorf("%.40q: an error of %d bytes", c.text, len(err.Error()))
		}
	}
}

func TestParseEDTFRefusesASkippedDay(t *testing.T) {
	_, err := ParseEDTF("2011-12-30", place(t, "Pacific/Apia"))
	want := `"2011-12-30" is not a date: the clocks of Pacific/Apia skipped that day`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
