// Command logcheck verifies a log's folder with Go's own note and tlog packages.
//
//	logcheck FOLDER
//
// FOLDER holds what the log serves (checkpoint, tile/...) and claims.json: the public key, an
// earlier checkpoint, and the proofs to be checked. Prints one line for each thing that holds;
// stops with exit code 1 at the first that does not.
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

type claims struct {
	Vkey        string
	Skey        string
	Earlier     string
	Consistency []tlog.Hash
	Inclusion   []inclusion
}

type inclusion struct {
	Index int64
	Proof []tlog.Hash
}

func main() {
	folder := os.Args[1]
	data, err := os.ReadFile(filepath.Join(folder, "claims.json"))
	check(err)
	var c claims
	check(json.Unmarshal(data, &c))
	signed, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	check(err)

	now := openCheckpoint(signed, c.Vkey)
	fmt.Println("checkpoint", now.N)
	checkSigner(signed, c.Skey)
	fmt.Println("signer")
	hashes := tlog.TileHashReader(now, tileReader{folder})
	for _, each := range c.Inclusion {
		checkInclusion(folder, now, each, hashes)
		fmt.Println("inclusion", each.Index)
	}
	before := openCheckpoint([]byte(c.Earlier), c.Vkey)
	checkConsistency(now, before, c.Consistency, hashes)
	fmt.Println("consistency", before.N, now.N)
}

// openCheckpoint verifies the note and reads the three lines of C2SP tlog-checkpoint.
func openCheckpoint(signed []byte, vkey string) tlog.Tree {
	verifier, err := note.NewVerifier(vkey)
	check(err)
	opened, err := note.Open(signed, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		fail("no checkpoint of %s", verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := tlog.ParseHash(lines[2])
	check(err)
	return tlog.Tree{N: size, Hash: root}
}

// checkSigner signs the same text with the same key: Ed25519 gives the same bytes.
func checkSigner(signed []byte, skey string) {
	signer, err := note.NewSigner(skey)
	check(err)
	end := bytes.LastIndex(signed, []byte("\n\n"))
	again, err := note.Sign(&note.Note{Text: string(signed[:end+1])}, signer)
	check(err)
	if !bytes.Equal(again, signed) {
		fail("Go signs the checkpoint otherwise")
	}
}

// checkInclusion checks the proof given, that Go proves the same from the tiles, and that the
// entry published is the one proved.
func checkInclusion(folder string, tree tlog.Tree, claim inclusion, hashes tlog.HashReader) {
	entry := readEntry(folder, tree.N, claim.Index)
	check(tlog.CheckRecord(claim.Proof, tree.N, tree.Hash, claim.Index, tlog.RecordHash(entry)))
	own, err := tlog.ProveRecord(tree.N, claim.Index, hashes)
	check(err)
	same(own, claim.Proof)
}

func checkConsistency(now, before tlog.Tree, proof []tlog.Hash, hashes tlog.HashReader) {
	check(tlog.CheckTree(proof, now.N, now.Hash, before.N, before.Hash))
	own, err := tlog.ProveTree(now.N, before.N, hashes)
	check(err)
	same(own, proof)
}

// readEntry reads one entry from its bundle (C2SP tlog-tiles, “Log entries”).
func readEntry(folder string, size, index int64) []byte {
	tile := tlog.Tile{H: tileHeight, L: 0, N: index >> tileHeight, W: 1 << tileHeight}
	if rest := size - tile.N<<tileHeight; rest < 1<<tileHeight {
		tile.W = int(rest)
	}
	path := strings.Replace(c2spPath(tile), "tile/0/", "tile/entries/", 1)
	data, err := os.ReadFile(filepath.Join(folder, path))
	check(err)
	for at := index & (1<<tileHeight - 1); ; at-- {
		length := int(binary.BigEndian.Uint16(data))
		if at == 0 {
			return data[2 : 2+length]
		}
		data = data[2+length:]
	}
}

// tileReader reads C2SP paths, which are Go's without the height.
type tileReader struct{ folder string }

func (r tileReader) Height() int { return tileHeight }

func (r tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(filepath.Join(r.folder, c2spPath(tile)))
		if err != nil {
			return nil, err
		}
		read = append(read, data)
	}
	return read, nil
}

func (r tileReader) SaveTiles([]tlog.Tile, [][]byte) {}

func c2spPath(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1)
}

func same(own, given []tlog.Hash) {
	if len(own) != len(given) {
		fail("Go's proof has %d hashes, the one given %d", len(own), len(given))
	}
	for at := range own {
		if own[at] != given[at] {
			fail("Go's proof differs at %d", at)
		}
	}
}

func check(err error) {
	if err != nil {
		fail("%v", err)
	}
}

func fail(format string, arguments ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", arguments...)
	os.Exit(1)
}
