package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// checkpoint is a tree head whose signature was found good.
type checkpoint struct {
	size int64
	root tlog.Hash
}

// openCheckpoint verifies the note and reads its three lines. tlog.ParseTree would accept the origin
// of Go's own database only.
func openCheckpoint(data []byte, verifier note.Verifier) (checkpoint, error) {
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return checkpoint{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return checkpoint{}, fmt.Errorf("a checkpoint has three lines, this one %d", len(lines)-1)
	}
	if lines[0] != verifier.Name() {
		return checkpoint{}, fmt.Errorf("the origin is %q, the key's name %q", lines[0], verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return checkpoint{}, fmt.Errorf("%q is not a size", lines[1])
	}
	root, err := parseHash(lines[2])
	return checkpoint{size, root}, err
}

func parseHash(text string) (tlog.Hash, error) {
	var hash tlog.Hash
	data, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || len(data) != len(hash) {
		return hash, fmt.Errorf("%q is not a hash in base64", text)
	}
	copy(hash[:], data)
	return hash, nil
}

// checkCheckpoints opens each note, compares its root, and proves each step from one to the next.
func checkCheckpoints(file io.Reader, t *tree, verifier note.Verifier, counts *tally) error {
	data, err := io.ReadAll(file)
	if err != nil {
		return err
	}
	var last *checkpoint
	for number, text := range splitNotes(data) {
		counts.checkpoints++
		this, err := openCheckpoint(text, verifier)
		if err != nil {
			counts.fail("checkpoint %d: %v", number, err)
			continue
		}
		root, err := t.root(this.size)
		if err != nil {
			counts.fail("checkpoint %d: %v", number, err)
			continue
		}
		if root != this.root {
			counts.fail("checkpoint %d of size %d: x/mod computes %x", number, this.size, root[:])
			continue
		}
		if last != nil {
			counts.links++
			if err := checkStep(*last, this, t); err != nil {
				counts.fail("from size %d to %d: %v", last.size, this.size, err)
			}
		}
		last = &this
	}
	return nil
}

// splitNotes cuts the file after each note's signatures: text, empty line, signatures, empty line.
// A rest without its empty line at the end is an unfinished note and left out.
func splitNotes(data []byte) [][]byte {
	var notes [][]byte
	parts := bytes.SplitAfter(data, []byte("\n\n"))
	for i := 0; i+1 < len(parts); i += 2 {
		if signatures := parts[i+1]; bytes.HasSuffix(signatures, []byte("\n\n")) {
			whole := append(append([]byte{}, parts[i]...), signatures[:len(signatures)-1]...)
			notes = append(notes, whole)
		}
	}
	return notes
}

// checkStep proves with x/mod that the new tree continues the old one.
func checkStep(before, after checkpoint, t *tree) error {
	if before.size == 0 || after.size < before.size {
		if before.size == 0 && before.root == sha256.Sum256(nil) {
			return nil
		}
		return fmt.Errorf("the size falls or the empty root is wrong")
	}
	proof, err := tlog.ProveTree(after.size, before.size, t)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, after.size, after.root, before.size, before.root)
}
