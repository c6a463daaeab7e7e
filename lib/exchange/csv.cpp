#include "exchange/csv.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStringDecoder>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::exchange {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::Csv)
};

constexpr qsizetype largest = 16LL * 1024 * 1024;

/// Behind any number of ' stands what a spreadsheet would calculate (OWASP, CSV injection). Cells that have the ' of
/// their own get one more, so that reading gives them back as they were.
bool looksLikeFormula(QStringView cell) {
    const auto first = std::find_if(cell.begin(), cell.end(), [](QChar c) { return c != u'\''; });
    return first != cell.end() && QStringView(u"=+-@\t\r").contains(*first);
}

QString quoted(const QString& cell) {
    QString safe = looksLikeFormula(cell) ? u'\'' + cell : cell;
    const bool must =
        std::any_of(safe.begin(), safe.end(), [](QChar c) { return QStringView(u",;\t\"\r\n").contains(c); })
        || safe.startsWith(u'#') || safe.startsWith(u' ') || safe.endsWith(u' ');
    if (!must)
        return safe;
    return u'"' + QString(safe).replace(u'"', u"\"\""_s) + u'"';
}

QString lineOf(const QStringList& cells) {
    QStringList made;
    made.reserve(cells.size());
    std::transform(cells.begin(), cells.end(), std::back_inserter(made), quoted);
    // A row of one empty cell would be an empty line
    return (made.size() == 1 && made[0].isEmpty() ? u"\"\""_s : made.join(u',')) + u"\r\n"_s;
}

QString utc(qint64 ms) {
    return QDateTime::fromMSecsSinceEpoch(ms).toUTC().toString(Qt::ISODate);
}

QList<QPair<QString, QString>> origin(const Provenance& from) {
    return {{u"what"_s, from.title},      {u"instance"_s, from.instance},
            {u"account"_s, from.account}, {u"time (UTC)"_s, from.madeAtMs > 0 ? utc(from.madeAtMs) : QString()},
            {u"filter"_s, from.filter},   {u"completeness"_s, from.completeness}};
}

/// On one line, whatever a name holds.
QString flat(QString text) {
    for (QChar& c : text) {
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    return text;
}

QChar separatorOf(QStringView text) {
    const QStringView first = text.left(text.indexOf(u'\n') < 0 ? text.size() : text.indexOf(u'\n'));
    QChar best = u',';
    qsizetype most = 0;
    for (const QChar candidate : {u',', u';', u'\t'}) {
        if (const qsizetype count = first.count(candidate); count > most) {
            most = count;
            best = candidate;
        }
    }
    return best;
}

/// Without the lines of # before the head, which may hold any sign.
QStringView withoutOrigin(QStringView text) {
    while (text.startsWith(u'#')) {
        const qsizetype end = text.indexOf(u'\n');
        text = end < 0 ? QStringView() : text.mid(end + 1);
    }
    return text;
}

class Parser {
public:
    Parser(QStringView text, QChar separator, int firstLine)
        : m_text(text),
          m_separator(separator),
          m_line(firstLine) {}

    Result<std::vector<CsvRow>> parse();

private:
    bool readCell();
    bool readQuoted();
    void endCell();
    void endRow();

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }

    QStringView m_text;
    QChar m_separator;
    int m_line;
    qsizetype m_at = 0;
    QString m_cell;
    bool m_wasQuoted = false;
    CsvRow m_row;
    std::vector<CsvRow> m_rows;
};

bool Parser::readQuoted() {
    m_wasQuoted = true;
    for (++m_at; !atEnd(); ++m_at) {
        const QChar c = m_text[m_at];
        if (c == u'"' && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'"') {
            m_cell += c;
            ++m_at;
        } else if (c == u'"') {
            ++m_at;
            return true;
        } else {
            m_line += c == u'\n' ? 1 : 0;
            m_cell += c;
        }
    }
    return false;
}

bool Parser::readCell() {
    if (!atEnd() && m_text[m_at] == u'"' && !readQuoted())
        return false;
    while (!atEnd() && m_text[m_at] != m_separator && m_text[m_at] != u'\n' && m_text[m_at] != u'\r')
        m_cell += m_text[m_at++];
    return true;
}

void Parser::endCell() {
    if (m_cell.startsWith(u'\'') && looksLikeFormula(m_cell))
        m_cell.remove(0, 1);
    m_row.cells.append(std::exchange(m_cell, QString()));
}

void Parser::endRow() {
    const bool isEmpty = m_row.cells.size() == 1 && m_row.cells[0].isEmpty() && !m_wasQuoted;
    const bool isRemark = m_row.cells[0].startsWith(u'#') && !m_wasQuoted;
    if (!isEmpty && !isRemark)
        m_rows.push_back(m_row);
    m_row = {};
    m_wasQuoted = false;
}

Result<std::vector<CsvRow>> Parser::parse() {
    while (!atEnd()) {
        if (m_row.cells.isEmpty())
            m_row.line = m_line;
        if (!readCell())
            return failure(ErrorKind::Damaged, Say::tr("A quote that begins in line %1 does not end.").arg(m_row.line),
                           Say::tr("Save the file again as CSV with the program it comes from."));
        endCell();
        if (!atEnd() && m_text[m_at] == m_separator) {
            ++m_at;
            if (!atEnd())
                continue;
            endCell(); // an empty one behind the last separator
        }
        if (!atEnd() && m_text[m_at] == u'\r')
            ++m_at;
        if (!atEnd() && m_text[m_at] == u'\n')
            ++m_at;
        ++m_line;
        endRow();
    }
    return m_rows;
}

/// Where it comes from, above the head.
QString originLines(const Provenance& from, const QString& end) {
    QString text;
    for (const auto& [name, value] : origin(from)) {
        if (!value.isEmpty())
            text += u"# "_s + name + u": "_s + flat(value) + end;
    }
    return text;
}

} // namespace

QByteArray csvOf(const Table& table) {
    QString text = originLines(table.from, u"\r\n"_s);
    text += lineOf(table.head);
    for (const QStringList& row : table.rows)
        text += lineOf(row);
    return text.toUtf8();
}

QByteArray tsvOf(const Table& table) {
    const auto cellOf = [](const QString& cell) {
        const QString one = flat(cell); // a TAB would begin another
        if (one.startsWith(u'"'))
            return u'"' + QString(one).replace(u'"', u"\"\""_s) + u'"';
        return looksLikeFormula(one) ? u'\'' + one : one;
    };
    const auto line = [&cellOf](const QStringList& cells) {
        QStringList made;
        std::transform(cells.begin(), cells.end(), std::back_inserter(made), cellOf);
        return QString(made.join(u'\t') + u'\n');
    };
    QString text = originLines(table.from, u"\n"_s) + line(table.head);
    for (const QStringList& row : table.rows)
        text += line(row);
    return text.toUtf8();
}

QByteArray jsonOf(const Table& table) {
    QJsonObject from;
    for (const auto& [name, value] : origin(table.from)) {
        if (!value.isEmpty())
            from[name] = value;
    }
    QJsonArray rows;
    for (const QStringList& row : table.rows) {
        QJsonObject object;
        for (qsizetype i = 0; i < row.size() && i < table.head.size(); ++i)
            object[table.head[i]] = row[i];
        rows.append(object);
    }
    return QJsonDocument(QJsonObject{{u"from"_s, from}, {u"rows"_s, rows}}).toJson(QJsonDocument::Indented);
}

Result<QString> readText(QByteArrayView file) {
    if (file.size() > largest)
        return failure(ErrorKind::TooLarge, Say::tr("The file is larger than 16 MiB and was not read."),
                       Say::tr("Split it into smaller ones."));
    QStringDecoder decoder(QStringConverter::encodingForData(file).value_or(QStringConverter::Utf8));
    const QString text = decoder(file); // without the byte order mark
    if (decoder.hasError())
        return failure(ErrorKind::Damaged, Say::tr("The file is not in UTF-8."),
                       Say::tr("Save it again as “CSV UTF-8”."));
    return text;
}

Result<std::vector<CsvRow>> parseCsv(QByteArrayView file) {
    const auto text = readText(file);
    if (!text)
        return tl::unexpected(text.error());
    const QStringView rest = withoutOrigin(*text);
    const auto skipped = QStringView(*text).left(text->size() - rest.size()).count(u'\n');
    return Parser(rest, separatorOf(rest), static_cast<int>(skipped) + 1).parse();
}

Result<void> writePrivately(const QString& path, const QByteArray& content) {
    QSaveFile file(path);
    const bool done = file.open(QIODevice::WriteOnly)
                      && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
                      && file.write(content) == content.size() && file.commit();
    if (done)
        return {};
    return failure(ErrorKind::FileFailed, Say::tr("The file could not be written: %1").arg(file.errorString()),
                   Say::tr("Choose another place, or make room."), u"file: "_s + path);
}

} // namespace wallaroo::exchange
