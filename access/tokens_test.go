package access_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/access"
)

// made is a file with a token for a name, and the token.
func made(t *testing.T, name string, role access.Role) (file, secret string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "tokens")
	secret, err := access.NewToken(file, name, role)
	if err != nil {
		t.Fatal(err)
	}
	return file, secret
}

// gate is a gate that knows the tokens of a file.
func gate(t *testing.T, file string) *access.Gate {
	t.Helper()
	tokens, err := access.OpenTokens(file)
	if err != nil {
		t.Fatal(err)
	}
	return access.New(tokens, nil)
}

func TestToken(t *testing.T) {
	file, secret := made(t, "desk", access.Recorder)
	g := gate(t, file)
	for what, c := range map[string]struct {
		authorization string
		want          error
	}{
		"the token":             {"Bearer " + secret, nil},
		"in other letters":      {"bearer  " + secret + " ", nil},
		"nothing":               {"", access.ErrMissing},
		"no scheme":             {secret, access.ErrMissing},
		"another scheme":        {"Basic " + secret, access.ErrMissing},
		"no token":              {"Bearer ", access.ErrMissing},
		"a token cut short":     {"Bearer " + secret[:len(secret)-1], access.ErrUnknown},
		"a token with more":     {"Bearer " + secret + "A", access.ErrUnknown},
		"in capitals":           {"Bearer " + strings.ToUpper(secret), access.ErrUnknown},
		"its hash":              {"Bearer onrecord_" + hash(t, file), access.ErrUnknown},
		"a word":                {"Bearer desk", access.ErrUnknown},
		"an unsigned JWT":       {"Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJkZXNrIiwicm9sZSI6ImFkbWluaXN0cmF0b3IifQ.", access.ErrUnknown},
		"a token and something": {"Bearer " + secret + ", Bearer x", access.ErrUnknown},
	} {
		t.Run(what, func(t *testing.T) {
			caller, err := g.Know(context.Background(), c.authorization)
			if !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			if err == nil && (caller.Name != "desk" || caller.Role != access.Recorder) {
				t.Errorf("got %q, %v", caller.Name, caller.Role)
			}
		})
	}
}

// hash is what a file with one token keeps of it.
func hash(t *testing.T, file string) string {
	t.Helper()
	list, err := access.List(file)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	return list[0].SHA256
}

// Revoking counts at once, for those who go on too.
func TestRevoke(t *testing.T) {
	file, secret := made(t, "desk", access.Reader)
	g := gate(t, file)
	caller, err := g.Know(context.Background(), "Bearer "+secret)
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := caller.While(context.Background())
	defer end()
	if err := access.Revoke(file, "desk"); err != nil {
		t.Fatal(err)
	}
	if _, err := g.Know(context.Background(), "Bearer "+secret); !errors.Is(err, access.ErrUnknown) {
		t.Errorf("a token that was revoked: %v", err)
	}
	<-ctx.Done()
	if cause := context.Cause(ctx); !errors.Is(cause, access.ErrUnknown) {
		t.Errorf("it ended with %v", cause)
	}
	if !g.Login() {
		t.Error("without the last token nobody has to log in")
	}
}

// A file that cannot be read lets nobody in, and is not taken for one that knows nobody.
func TestSpoiltFile(t *testing.T) {
	file, secret := made(t, "desk", access.Reader)
	g := gate(t, file)
	if _, err := g.Know(context.Background(), "Bearer "+secret); err != nil {
		t.Fatal(err)
	}
	for what, line := range map[string]string{
		"not JSON":        "desk",
		"without a role":  `{"name":"desk","sha256":"` + hash(t, file) + `"}`,
		"another role":    `{"name":"desk","role":"chief","sha256":"` + hash(t, file) + `"}`,
		"a token in it":   `{"name":"desk","role":"reader","sha256":"` + secret + `"}`,
		"without a name":  `{"role":"reader","sha256":"` + hash(t, file) + `"}`,
		"a name in lines": `{"name":"a\nb","role":"reader","sha256":"` + hash(t, file) + `"}`,
	} {
		t.Run(what, func(t *testing.T) {
			spoilt := filepath.Join(t.TempDir(), "tokens")
			if err := os.WriteFile(spoilt, []byte("\n"+line+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := access.OpenTokens(spoilt); err == nil || !strings.Contains(err.Error(), spoilt+":2: ") {
				t.Errorf("opened: %v", err)
			}
		})
	}
	if err := os.WriteFile(file, []byte("desk\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := g.Know(context.Background(), "Bearer "+secret); err == nil || access.Status(err) != 503 {
		t.Errorf("spoilt while it was in use: %v", err)
	}
}

func TestChanging(t *testing.T) {
	file, _ := made(t, "desk", access.Reader)
	if _, err := access.NewToken(file, "desk", access.Administrator); err == nil {
		t.Error("one name got two tokens")
	}
	for _, name := range []string{"", "a\tb", "\xff", strings.Repeat("a", access.MaxName+1), "a\u202eb"} {
		if _, err := access.NewToken(file, name, access.Reader); err == nil {
			t.Errorf("the name %q was taken", name)
		}
	}
	if err := access.Revoke(file, "nobody"); err == nil || !strings.Contains(err.Error(), `"desk"`) {
		t.Errorf("revoked nobody: %v", err)
	}
	if err := os.WriteFile(file+".new", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := access.Revoke(file, "desk"); err == nil || !strings.Contains(err.Error(), "somebody else is changing") {
		t.Errorf("two at a time: %v", err)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info.Mode(), err)
	}
	if list, err := access.List(file); err != nil || len(list) != 1 || list[0].Role != access.Reader {
		t.Errorf("what was refused changed the file: %v, %v", list, err)
	}
}

func TestOpen(t *testing.T) {
	g := access.Open("me")
	caller, err := g.Know(context.Background(), "Bearer anything")
	if err != nil || caller.Name != "me" || !caller.May(access.Administrator) || g.Login() {
		t.Errorf("got %+v, %v", caller, err)
	}
}
