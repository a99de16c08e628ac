package logtest

import (
	"fmt"

	"onrecord/event"
)

// Entity builds an event with a fresh id that describes a new organization.
func Entity(name string) event.Event {
	return event.Event{ID: event.NewID(), Payload: &event.EntityDescribed{Kind: event.KindOrganization, Name: name}}
}

// Entities builds n of them, numbered from 1.
func Entities(n int) []event.Event {
	events := make([]event.Event, n)
	for i := range events {
		events[i] = Entity(fmt.Sprintf("Entity %d", i+1))
	}
	return events
}

// Statement builds an event with a fresh id in which speaker said some words; the desk vouches for it.
func Statement(speaker event.ID, words string) event.Event {
	return event.Event{ID: event.NewID(), Payload: &event.StatementMade{
		Speaker: speaker, Act: event.ActState, Quotes: []string{words}, Report: &event.Report{},
	}}
}

// Relation builds an event with a fresh id in which subject is linked to object; the desk vouches for it.
func Relation(subject, object event.ID) event.Event {
	return event.Event{ID: event.NewID(), Payload: &event.RelationHeld{
		Relation: event.RelLinkedTo, Subject: subject, Object: object, Report: &event.Report{},
	}}
}
