// Package corps knows the volunteer body: it reads the sheets that volunteer
// centers keep their people in ([Read]), and says what a responder must look
// like ([ValidateResponder]) and how a phone number is written
// ([NormalizePhone]), for the import and the API alike.
//
// A sheet is CSV (UTF-8, GBK or GB18030, UTF-16; comma, semicolon or tab) or
// XLSX, with column names and values in Chinese or English, in any order. A
// title above the header row and columns of other purpose do not disturb.
//
//	column                          values, if not plain text             if absent or empty
//	编号 工号 id                    letters, digits, . _ - up to 64       made of the phone number
//	姓名 name                       up to 100 characters                  error
//	电话 手机号 phone mobile        any common spelling                   error
//	语言 language                   中文 zh, 英文 en                      zh, en outside China
//	出行方式 modes                  步行 walk, 骑行 bike, 驾车 drive      walk
//	技能 队伍 skills                医疗救护 medical_rescue, …            none
//	团队 储备库 teams               a list                                none
//	片区 area                       up to 64 characters                   none
//	经度 lng, 纬度 lat              degrees, both or neither              no home
//	坐标系 coord_sys                wgs84, gcj02, bd09                    Options.CoordSys
//	是否可用 available              是/否, yes/no, 1/0 …                  yes
//	同意 consent                    是/否, yes/no, 1/0 …                  see below
//	备注 note                       up to 1000 characters                 none
//
// Consent is never guessed. Nobody may be texted who did not agree, and a
// person imported without consent is silently never asked, which a center
// would find out at night. So a sheet without a consent column has one error
// that says which column to add, unless the uploader states that everybody in
// it agreed (Options.AssumeConsent); an empty cell in the column means no.
//
// Invariants:
//   - nothing in a cell is ever evaluated: formulas and cells that begin with
//     "=" are text;
//   - a person without an id gets one made of the phone number, so that reading
//     a newer sheet updates people instead of doubling them;
//   - an error names the row as the spreadsheet shows it, the field, and what
//     to write instead. RowError.Value may hold personal data: it goes back to
//     the uploader, never to a log. Errors returned as error hold none.
//
// Everything is pure and may be called from any goroutine.
package corps
