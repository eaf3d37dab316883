package notify

// segments.go: what a text costs. A text in the GSM 03.38 alphabet has 160
// septets in one segment and 153 in each of several; anything outside it goes
// as UCS-2, 70 and 67 UTF-16 units. Extended characters count two septets.

import (
	"strings"
	"unicode/utf16"
)

const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
		"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmExtended = "\f^{}\\[~]|€"
)

// Encoding is how a text goes over the air.
type Encoding string

// The encodings.
const (
	GSM7 Encoding = "GSM-7"
	UCS2 Encoding = "UCS-2"
)

// Segments returns the encoding of a text, its length in that encoding's
// units and the number of segments it takes. An empty text takes one.
func Segments(text string) (enc Encoding, units, segments int) {
	for _, r := range text {
		switch {
		case strings.ContainsRune(gsmBasic, r):
			units++
		case strings.ContainsRune(gsmExtended, r):
			units += 2
		default:
			units = len(utf16.Encode([]rune(text)))
			return UCS2, units, parts(units, 70, 67)
		}
	}
	return GSM7, units, parts(units, 160, 153)
}

func parts(units, one, many int) int {
	if units <= one {
		return 1
	}
	return (units + many - 1) / many
}
