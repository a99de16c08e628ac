package model

import (
	"onrecord/event"
)

// Statement is a speech act in a view.
type Statement struct{ claim }

// Speaker implements Statement.speaker; the fields below are those of the schema by the same names.
func (s *Statement) Speaker() *Entity      { return s.player(event.RoleSpeaker) }
func (s *Statement) OnBehalfOf() *Entity   { return s.player(event.RoleOnBehalfOf) }
func (s *Statement) Addressees() []*Entity { return s.players(event.RoleAddressee) }
func (s *Statement) About() []Node         { return s.things(event.RoleAbout) }
func (s *Statement) Place() *Entity        { return s.player(event.RolePlace) }
func (s *Statement) Act() event.SpeechAct  { return s.c.Act() }

func (s *Statement) Quotes() ([]string, error) {
	said, err := said(s)
	return said.Quotes, err
}

func (s *Statement) Paraphrase() (*string, error) {
	said, err := said(s)
	return optional(said.Paraphrase), err
}

func said(s *Statement) (*event.StatementMade, error) {
	words, err := s.read()
	if made, ok := words.(*event.StatementMade); ok {
		return made, nil
	}
	return &event.StatementMade{}, err
}
