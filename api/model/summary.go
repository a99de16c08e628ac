package model

import (
	"strings"

	"onrecord/event"
	"onrecord/graph"
)

// deepest is how far a summary looks into the claims that a claim is about.
const deepest = 2

// summary is one line that a person can read.
func (v *View) summary(c *claim) (string, error) { return v.summaryAt(c, 0) }

// summaryAt is summary as far down as depth.
func (v *View) summaryAt(c *claim, depth int) (string, error) {
	words, err := c.read()
	if err != nil {
		return "", err
	}
	line := graph.Erased
	switch words := words.(type) {
	case *event.StatementMade:
		line, err = v.ofStatement(c, words, depth)
	case *event.ActionTaken:
		line = v.ofAction(c, words)
	case *event.RelationHeld:
		line, err = v.ofRelation(c, words, depth)
	}
	return oneLine(line), err
}

// ofStatement reads: Joe Biden warned: “be careful”.
func (v *View) ofStatement(c *claim, words *event.StatementMade, depth int) (string, error) {
	line := names(c.players(event.RoleSpeaker))
	if body := c.player(event.RoleOnBehalfOf); body != nil {
		line += ", for " + body.Name() + ","
	}
	line += " " + verbs[words.Act]
	if said := content(words); said != "" {
		return line + ": " + said, nil
	}
	about, err := v.named(c, event.RoleAbout, depth)
	if about != "" {
		line += " (about " + about + ")"
	}
	return line, err
}

// content is what a statement says: its words, or ours.
func content(words *event.StatementMade) string {
	if len(words.Quotes) > 0 {
		return "“" + strings.Join(words.Quotes, "” … “") + "”"
	}
	return words.Paraphrase
}

// ofAction reads: Preliminary count of the dead (at least 17 people killed). Who did it stands before, unless the
// description names them; and the numbers behind, unless it gives them.
func (v *View) ofAction(c *claim, words *event.ActionTaken) string {
	line := counted(c, words)
	if by := c.players(event.RoleActor); len(by) > 0 && !mentions(line, by[0]) {
		line = names(by) + ": " + line
	}
	return line
}

// counted is what was done, and how much.
func counted(c *claim, words *event.ActionTaken) string {
	line := described(c, words)
	var counts []string
	for _, q := range words.Quantities {
		if !given(words.Description, q) {
			counts = append(counts, quantity(q))
		}
	}
	if len(counts) > 0 {
		line += " (" + strings.Join(counts, ", ") + ")"
	}
	return line
}

// described is what was done: the description, or the category with whom and where.
func described(c *claim, words *event.ActionTaken) string {
	if words.Description != "" {
		return words.Description
	}
	line := spoken(words.Category.String())
	if words.Mode != "" {
		line += " (" + words.Mode + ")"
	}
	if to := c.players(event.RoleRecipient); len(to) > 0 {
		line += " of " + names(to)
	}
	if at := c.player(event.RolePlace); at != nil {
		line += " in " + at.Name()
	}
	return line
}

// ofRelation reads: Joe Biden’s warning (“be careful”) responded to [US airstrikes in Syria].
func (v *View) ofRelation(c *claim, words *event.RelationHeld, depth int) (string, error) {
	subject, err := v.named(c, event.RoleSubject, depth)
	if err != nil {
		return "", err
	}
	object, err := v.named(c, event.RoleObject, depth)
	return subject + " " + between[words.Relation] + " " + object, err
}

// named names what plays a role in a claim, as it was recorded: what has taken its place since was not said here.
func (v *View) named(c *claim, role event.Role, depth int) (string, error) {
	var list []string
	for r, n := range c.c.Roles() {
		if r != role {
			continue
		}
		name, err := v.called(n, depth)
		if err != nil {
			return "", err
		}
		list = append(list, name)
	}
	return enumerate(list), nil
}

// called is how a summary names a thing.
func (v *View) called(n graph.Node, depth int) (string, error) {
	if e, ok := n.Entity(); ok {
		return e.Name(), nil
	}
	about, _ := n.Claim()
	c := &claim{v, about}
	words, err := c.read()
	switch words := words.(type) {
	case *event.StatementMade:
		name := names(c.players(event.RoleSpeaker)) + "’s " + nouns[words.Act]
		if said := content(words); said != "" {
			name += " (" + cut(strings.TrimSuffix(oneLine(said), "."), 60) + ")"
		}
		return name, nil
	case *event.ActionTaken:
		return "[" + brief(counted(c, words)) + "]", nil
	case *event.RelationHeld:
		if depth == deepest {
			return "a relation", nil
		}
		line, err := v.summaryAt(c, depth+1)
		return "[" + brief(line) + "]", err
	}
	return graph.Erased, err
}
