package corps

// rowerror.go: what is wrong with a row, as a value.

// ErrorCode is the sort of a RowError, for catalogs of translations.
type ErrorCode string

// The closed set of error codes.
const (
	ErrMissing   ErrorCode = "missing"   // a needed cell or column is empty or not there
	ErrUnknown   ErrorCode = "unknown"   // a word that is not understood
	ErrPhone     ErrorCode = "phone"     // not a phone number that can get texts
	ErrDate      ErrorCode = "date"      // not a day of the calendar
	ErrNumber    ErrorCode = "number"    // not a number, or out of range
	ErrRounded   ErrorCode = "rounded"   // a long number that a spreadsheet has shortened
	ErrDuplicate ErrorCode = "duplicate" // also in another row
	ErrRule      ErrorCode = "rule"      // breaks a rule of ValidateResponder
	ErrColumn    ErrorCode = "column"    // two columns for one field
)

// RowError is something wrong in one row. Value is the offending text and may
// be personal data: show it to the uploader only, do not log it.
type RowError struct {
	Row    int       `json:"row"`
	Field  string    `json:"field"`
	Code   ErrorCode `json:"code"`
	Detail string    `json:"detail"`
	Value  string    `json:"value,omitempty"`
}
