package model

import (
	"context"
	"encoding/hex"
	"net/url"
	"strconv"
	"strings"

	"onrecord/event"
)

// permalink writes a view as resolved, as the query of an address: its clocks, zone and sources, with position and root.
func (v *View) permalink(root event.Hash) string {
	q := url.Values{"position": {v.view.Position().String()}, "root": {hex.EncodeToString(root[:])}, "zone": {v.zone.String()}}
	for name, clock := range map[string]*event.Instant{"validAt": v.view.ValidAt(), "reportedAt": v.view.ReportedAt()} {
		if clock != nil {
			q.Set(name, clock.String())
		}
	}
	for _, source := range v.view.AccordingTo() {
		q.Add("accordingTo", source.ID().String())
	}
	return q.Encode()
}

// readPermalink reads what permalink wrote.
func readPermalink(text string) (in ViewInput, root string, err error) {
	q, err := url.ParseQuery(strings.TrimPrefix(text, "?"))
	if err != nil {
		return in, "", invalid("permalink", "%q is not a permalink: %v", text, err)
	}
	for name, values := range q {
		if len(values) > 1 && name != "accordingTo" {
			return in, "", invalid("permalink", "%s is there %d times", name, len(values))
		}
		switch value := values[0]; name {
		case "validAt":
			in.ValidAt = &value
		case "reportedAt":
			in.ReportedAt = &value
		case "zone":
			in.Zone = &value
		case "root":
			root = value
		case "accordingTo":
			in.AccordingTo = values
		case "position":
			n, err := strconv.ParseUint(value, 10, 64)
			if err != nil {
				return in, "", invalid("permalink", "position %q is not a number", value)
			}
			in.Position = new(event.Position(n))
		default:
			return in, "", invalid("permalink", "%s is nothing that a permalink says; take it from snapshot.permalink, whole", strconv.Quote(name))
		}
	}
	if in.Position == nil || root == "" {
		return in, "", invalid("permalink", "position or root is missing; take it from snapshot.permalink, whole")
	}
	return in, root, nil
}

// follow makes the view that a permalink names. It fails with [*InputError] where the log does not have the root that it names.
func (s *Store) follow(ctx context.Context, permalink string) (*View, error) {
	in, root, err := readPermalink(permalink)
	if err != nil {
		return nil, err
	}
	v, err := s.NewView(ctx, in)
	if err != nil {
		return nil, Under(err, "permalink")
	}
	have, err := s.Log.Root(v.view.Position())
	if err != nil {
		return nil, err
	}
	if hex.EncodeToString(have[:]) != strings.ToLower(root) {
		return nil, &InputError{Code: CodeRoot, Field: []string{"permalink"},
			Message: "at position " + v.view.Position().String() + " this log has another root: its past is not the one that the permalink is of"}
	}
	return v, nil
}
