package event

import "unicode/utf8"

// This file reads outlines from the bytes that EncodePayload writes: every map with the keys of its struct in ascending
// order, every value of its own type. It reports false for anything else, and what it takes the general decoder takes
// too, and reads alike: what is passed over is looked at as closely as what is kept.

// scan fills the outline from a payload of a claim or of a further report.
func (o *Outline) scan(t Type, b []byte) bool {
	o.clear()
	s := scanner{rest: b}
	switch t {
	case TypeStatementMade:
		o.scanStatement(&s)
	case TypeActionTaken:
		o.scanAction(&s)
	case TypeRelationHeld:
		o.scanRelation(&s)
	case TypeClaimReported:
		o.Told = true
		for f := s.fields(); s.next(&f); {
			switch f.key {
			case 1:
				o.Of = s.id()
			case 2:
				s.telling(&o.Report)
			default:
				s.failed = true
			}
		}
	}
	return !s.failed && len(s.rest) == 0
}

func (o *Outline) scanStatement(s *scanner) {
	o.Kind, o.Times = KindStatement, (*When)(nil).Happened()
	for f := s.fields(); s.next(&f); {
		switch f.key {
		case 1:
			o.Key = string(s.text())
		case 2:
			o.part(s, RoleSpeaker)
		case 3:
			o.part(s, RoleOnBehalfOf)
		case 4:
			o.Word = s.byte()
		case 5:
			o.parts(s, RoleAddressee)
		case 6:
			s.texts()
		case 7:
			s.text()
		case 8:
			o.parts(s, RoleAbout)
		case 9:
			o.part(s, RolePlace)
		case 10:
			w := s.when()
			o.Times = w.Happened()
		case 11:
			o.scanReport(s)
		default:
			s.failed = true
		}
	}
}

func (o *Outline) scanAction(s *scanner) {
	o.Kind, o.Times = KindAction, (*When)(nil).Happened()
	for f := s.fields(); s.next(&f); {
		switch f.key {
		case 1:
			o.Key = string(s.text())
		case 2:
			o.Word = s.byte()
		case 3, 7, 9, 10:
			s.text()
		case 4:
			s.texts()
		case 5:
			o.parts(s, RoleActor)
		case 6:
			o.parts(s, RoleRecipient)
		case 8:
			o.part(s, RolePlace)
		case 11:
			for n := s.count(); n > 0 && !s.failed; n-- {
				o.Counts = append(o.Counts, s.quantity())
			}
		case 12:
			w := s.when()
			o.Times = w.Happened()
		case 13:
			o.scanReport(s)
		default:
			s.failed = true
		}
	}
}

func (o *Outline) scanRelation(s *scanner) {
	o.Kind, o.Times = KindRelation, (*When)(nil).Held()
	for f := s.fields(); s.next(&f); {
		switch f.key {
		case 1:
			o.Key = string(s.text())
		case 2:
			o.Word = s.byte()
		case 3:
			o.part(s, RoleSubject)
		case 4:
			o.part(s, RoleObject)
		case 5:
			w := s.when()
			o.Times = w.Held()
		case 6:
			o.scanReport(s)
		default:
			s.failed = true
		}
	}
}

func (o *Outline) scanReport(s *scanner) {
	o.Told = true
	s.telling(&o.Report)
}

// part reads who plays a role; a zero id is nobody.
func (o *Outline) part(s *scanner, role Role) {
	if id := s.id(); !id.IsZero() {
		o.add(role, id)
	}
}

func (o *Outline) parts(s *scanner, role Role) {
	for n := s.count(); n > 0 && !s.failed; n-- {
		o.part(s, role)
	}
}

// telling reads a [Report].
func (s *scanner) telling(t *Telling) {
	for f := s.fields(); s.next(&f); {
		switch f.key {
		case 1:
			t.ID = s.id()
		case 2:
			s.origin(t)
		case 3:
			for n := s.count(); n > 0 && !s.failed; n-- {
				s.excerpt()
			}
		case 4:
			t.Cued = len(s.text()) > 0
			t.Hedged = t.Hedged || t.Cued
		case 5:
			t.Evidence = Evidence(s.byte())
		case 6:
			t.Modality = max(Modality(s.byte()), ModalityCertain)
			t.Hedged = t.Modality > ModalityCertain || t.Hedged
		case 7:
			t.Denies = ReportStance(s.byte()) == StanceDenied
		case 8:
			t.Statement = s.id()
		default:
			s.failed = true
		}
	}
}

// origin reads an [Origin].
func (s *scanner) origin(t *Telling) {
	for f := s.fields(); s.next(&f); {
		switch f.key {
		case 1:
			t.Chain = s.ids(t.Chain)
		case 2:
			t.Document = s.id()
		case 3:
			t.Also = s.ids(t.Also)
		case 4:
			s.when()
		case 5:
			t.Window, t.Windowed = s.window(), true
		default:
			s.failed = true
		}
	}
}

// when reads a [When], all but its words: of its EDTF it keeps whether there is any.
func (s *scanner) when() (w When) {
	for f := s.fields(); s.next(&f); {
		switch f.key {
		case 1:
			if len(s.text()) > 0 {
				w.EDTF = "given"
			}
		case 2, 4:
			s.text()
		case 3:
			s.int()
		case 5:
			s.id()
		case 6:
			s.byte()
		case 7:
			w.From = s.window()
		case 8:
			to := s.window()
			w.To = &to
		case 9:
			w.Uncertain = s.bool()
		case 10:
			w.Loose = s.bool()
		default:
			s.failed = true
		}
	}
	return w
}

func (s *scanner) window() (w Window) {
	for f := s.fields(); s.next(&f); {
		switch f.key {
		case 1:
			w.First = Instant(s.int())
		case 2:
			w.Last = Instant(s.int())
		default:
			s.failed = true
		}
	}
	return w
}

// excerpt passes over an [Excerpt].
func (s *scanner) excerpt() {
	for f := s.fields(); s.next(&f); {
		switch f.key {
		case 1, 2, 3:
			s.text()
		case 4, 5:
			if s.head(majorUint) > 1<<32-1 {
				s.failed = true
			}
		default:
			s.failed = true
		}
	}
}

// quantity reads a [Quantity], all but its words.
func (s *scanner) quantity() Amount {
	var q Quantity
	for f := s.fields(); s.next(&f); {
		switch f.key {
		case 1:
			q.Measure = string(s.text())
		case 2:
			q.Value = s.float()
		case 3:
			q.Min = s.float()
		case 4:
			q.Max = s.float()
		case 5:
			q.Unit = string(s.text())
		case 6:
			s.text()
		default:
			s.failed = true
		}
	}
	return q.amount()
}

// fields is where a map is read.
type fields struct{ left, key uint64 }

func (s *scanner) fields() fields { return fields{left: s.head(majorMap)} }

// next reads the next key of a map; false after the last. Keys ascend.
func (s *scanner) next(f *fields) bool {
	if s.failed || f.left == 0 {
		return false
	}
	f.left--
	key := s.head(majorUint)
	if key <= f.key {
		s.failed = true
		return false
	}
	f.key = key
	return !s.failed
}

// count reads the head of an array.
func (s *scanner) count() uint64 {
	n := s.head(majorArray)
	if n > uint64(len(s.rest)) || n > maxElements {
		s.failed = true
	}
	return n
}

func (s *scanner) ids(list []ID) []ID {
	for n := s.count(); n > 0 && !s.failed; n-- {
		list = append(list, s.id())
	}
	return list
}

// text reads valid UTF-8; it is a part of what is scanned.
func (s *scanner) text() []byte {
	b := s.bytes(s.head(majorText))
	if !utf8.Valid(b) {
		s.failed = true
	}
	return b
}

func (s *scanner) texts() {
	for n := s.count(); n > 0 && !s.failed; n-- {
		s.text()
	}
}

func (s *scanner) byte() byte {
	n := s.head(majorUint)
	if n > 1<<8-1 {
		s.failed = true
	}
	return byte(n)
}

func (s *scanner) bool() bool {
	const no, yes = 20, 21
	n := s.simple()
	if n != no && n != yes {
		s.failed = true
	}
	return n == yes
}

// simple reads the first byte of a simple value or a float.
func (s *scanner) simple() byte {
	const major = 7
	if b := s.bytes(1); b != nil && b[0]>>5 == major {
		return b[0] & 31
	}
	s.failed = true
	return 0
}
