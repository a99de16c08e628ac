package access

import (
	"context"
	"fmt"
	"time"
	"unicode"
	"unicode/utf8"
)

// Caller is who asks.
type Caller struct {
	Name string // what they record is recorded by this name
	Role Role

	holds func() error // why they are not known any more; nil for those who always are
}

// May reports whether the caller has a role, or one that may do more.
func (c Caller) May(needed Role) bool { return c.Role >= needed }

// recheck is how often it is looked whether somebody who goes on is still known.
const recheck = time.Second

// While derives a context that ends when the caller is not known any more: the token is revoked, or expires. Its cause
// then says so, and wraps [ErrUnknown]. That comes true within a second.
func (c Caller) While(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(parent)
	if c.holds != nil {
		go c.watch(ctx, cancel)
	}
	return ctx, func() { cancel(context.Canceled) }
}

func (c Caller) watch(ctx context.Context, cancel context.CancelCauseFunc) {
	tick := time.NewTicker(recheck)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := c.holds(); err != nil {
				cancel(err)
				return
			}
		}
	}
}

type callerKey struct{}

// With puts the caller into a context.
func With(ctx context.Context, c Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

// From is the caller in a context; false when nobody is known there.
func From(ctx context.Context) (Caller, bool) {
	c, known := ctx.Value(callerKey{}).(Caller)
	return c, known
}

// MaxName is how many bytes a name has at most.
const MaxName = 200

// checkName looks at the name of a caller, which is recorded and shown.
func checkName(name string) error {
	switch {
	case name == "":
		return fmt.Errorf("a name is missing")
	case len(name) > MaxName:
		return fmt.Errorf("the name %.20q... has %d bytes; at most %d", name, len(name), MaxName)
	case !utf8.ValidString(name):
		return fmt.Errorf("the name %q is not UTF-8", name)
	}
	for _, r := range name {
		if !unicode.IsPrint(r) {
			return fmt.Errorf("the name %q has %q in it, which cannot be printed", name, r)
		}
	}
	return nil
}
