package corps

// csv.go: reads CSV: its encoding, its delimiter, its rows.

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func readCSV(data []byte, maxRows int) (*table, error) {
	text, encoding, err := decode(data)
	if err != nil {
		return nil, err
	}
	skipped := 0
	var comma rune
	// Excel's own hint: a first line "sep=;".
	if first, rest, ok := strings.Cut(text, "\n"); ok {
		if hint, is := strings.CutPrefix(strings.TrimRight(first, "\r"), "sep="); is && len(hint) == 1 && strings.ContainsAny(hint, ",;\t") {
			comma, text, skipped = rune(hint[0]), rest, 1
		}
	}
	if comma == 0 {
		comma = sniff(text)
	}
	b := &builder{maxRows: maxRows}
	b.t.format, b.t.encoding = "csv", encoding
	err = eachRecord(text, comma, func(number int, cells []string) error { return b.add(number+skipped, cells) })
	if err != nil {
		return nil, err
	}
	return b.done()
}

// decode returns the text of a file in UTF-8, UTF-16 (with its mark) or GBK,
// of which GB18030 is the superset.
func decode(data []byte) (text, encoding string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		encoding = "utf-16"
		data, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
	case utf8.Valid(data):
		encoding = "utf-8"
		data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	default:
		encoding = "gb18030"
		data, err = simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	}
	if err != nil || bytes.ContainsRune(data, utf8.RuneError) || bytes.IndexByte(data, 0) >= 0 {
		return "", "", invalidFile("is not text in UTF-8 or GBK: save it as .xlsx, or as CSV in UTF-8")
	}
	return string(data), encoding, nil
}

// sniff returns the delimiter under which the best header is seen among the
// first rows; a comma if there is none.
func sniff(text string) rune {
	best, most := ',', 0
	for _, comma := range []rune{',', ';', '\t'} {
		score, rows := 0, 0
		stop := errors.New("seen enough")
		_ = eachRecord(text, comma, func(_ int, cells []string) error {
			score = max(score, headerScore(cells))
			if rows++; rows == headerWithin {
				return stop
			}
			return nil
		})
		if score > most {
			best, most = comma, score
		}
	}
	return best
}

// eachRecord calls yield with every record and its row number: what a
// spreadsheet shows, where a line break inside quotes makes no new row.
func eachRecord(text string, comma rune, yield func(row int, cells []string) error) error {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = comma
	r.FieldsPerRecord = -1
	breaks := 0
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
			return invalidFile("has a stray quotation mark in line %d, column %d: close it, or write it twice", parse.Line, parse.Column)
		}
		if err != nil {
			return err
		}
		start, _ := r.FieldPos(0)
		row := start - breaks
		for _, c := range cells {
			breaks += strings.Count(c, "\n")
		}
		if err := yield(row, cells); err != nil {
			return err
		}
	}
}
