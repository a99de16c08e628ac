package main

import (
	"encoding/binary"
	"errors"
	"os"
	"regexp"
	"strconv"

	"github.com/dgraph-io/badger/v4"
	"github.com/rogpeppe/go-internal/testscript"

	"onrecord/eventlog"
)

// The commands of the stories that read what was told and change what is there.

var keyLine = regexp.MustCompile(`(?m)^public key +(\S+)$`)

func storyKey(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: key NAME FILE")
	}
	found := keyLine.FindStringSubmatch(ts.ReadFile(args[1]))
	if found == nil {
		ts.Fatalf("%s tells no public key", args[1])
	}
	ts.Setenv(args[0], found[1])
}

func storyChange(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: change FILE TO A B")
	}
	before := ts.ReadFile(args[0])
	after := regexp.MustCompile(args[2]).ReplaceAllString(before, args[3])
	if before == after {
		ts.Fatalf("%s has no %s", args[0], args[2])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(after), 0o600))
}

func storyCopy(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: copy DIR TO")
	}
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(ts.MkAbs(args[0]))))
}

func storySpoil(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: spoil DIR POSITION")
	}
	position, err := strconv.ParseUint(args[1], 10, 64)
	ts.Check(err)
	db, err := badger.Open(eventlog.BadgerOptions(ts.MkAbs(args[0])).WithLogger(nil))
	ts.Check(err)
	err = db.Update(func(txn *badger.Txn) error {
		key := binary.BigEndian.AppendUint64([]byte("e"), position)
		item, err := txn.Get(key)
		if err != nil {
			return err
		}
		record, err := item.ValueCopy(nil)
		if err != nil {
			return err
		}
		record[len(record)-1] ^= 1
		return txn.Set(key, record)
	})
	ts.Check(errors.Join(err, db.Close()))
}
