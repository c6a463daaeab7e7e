#include "exchange/invitations.h"

#include "exchange/csv.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::exchange {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::Invitations)
};

enum Column { Email, FirstName, LastName, Name, Admin, ColumnCount };

/// A head's word without case, spaces and signs: "E-Mail Address" is emailaddress.
QString plain(const QString& text) {
    QString letters;
    for (const QChar c : text) {
        if (c.isLetter())
            letters += c.toLower();
    }
    return letters;
}

int columnOf(const QString& head) {
    static const QHash<QString, int> names{
        {u"email"_s, Email},         {u"mail"_s, Email},          {u"emailaddress"_s, Email},
        {u"address"_s, Email},       {u"firstname"_s, FirstName}, {u"givenname"_s, FirstName},
        {u"first"_s, FirstName},     {u"lastname"_s, LastName},   {u"surname"_s, LastName},
        {u"familyname"_s, LastName}, {u"last"_s, LastName},       {u"name"_s, Name},
        {u"admin"_s, Admin},         {u"isadmin"_s, Admin},       {u"administrator"_s, Admin},
        {u"type"_s, Admin},          {u"role"_s, Admin},          {u"roles"_s, Admin}};
    return names.value(plain(head), -1);
}

bool meansAdmin(const QString& cell) {
    const QString word = plain(cell);
    return cell.trimmed() == "1"_L1 || word == "yes"_L1 || word == "true"_L1 || word == "admin"_L1
           || word == "administrator"_L1 || word == "x"_L1;
}

void setName(InviteRow& row, const QString& name) {
    const QString whole = name.simplified();
    if (const qsizetype comma = whole.indexOf(u','); comma >= 0) { // "Solano, Ana"
        row.firstName = whole.mid(comma + 1).trimmed();
        row.lastName = whole.left(comma).trimmed();
        return;
    }
    const qsizetype space = whole.indexOf(u' ');
    row.firstName = space < 0 ? whole : whole.left(space);
    row.lastName = space < 0 ? QString() : whole.mid(space + 1);
}

/// What stands between two commas: `Ana Solano <ana@example.com>`, or bare addresses with spaces between.
void addPart(std::vector<InviteRow>& invites, const QString& part, int line) {
    const qsizetype open = part.lastIndexOf(u'<');
    if (open >= 0) {
        const qsizetype close = part.indexOf(u'>', open);
        InviteRow row;
        row.line = line;
        row.email = part.mid(open + 1, close < 0 ? -1 : close - open - 1).trimmed();
        setName(row, part.left(open).remove(u'"'));
        invites.push_back(std::move(row));
        return;
    }
    for (const QString& word : part.simplified().split(u' ', Qt::SkipEmptyParts)) {
        InviteRow row;
        row.line = line;
        row.email = word;
        invites.push_back(std::move(row));
    }
}

struct Places {
    int of[ColumnCount] = {-1, -1, -1, -1, -1};
    bool hasHead = false;
};

Places placesIn(const std::vector<CsvRow>& rows) {
    Places places;
    const QStringList& head = rows.front().cells;
    for (int i = 0; i < head.size(); ++i) {
        const int column = columnOf(head[i]);
        if (column >= 0 && places.of[column] < 0)
            places.of[column] = i;
    }
    places.hasHead = places.of[Email] >= 0;
    if (places.hasHead)
        return places;
    places = {};
    for (const CsvRow& row : rows) {
        const auto found = std::find_if(row.cells.begin(), row.cells.end(),
                                        [](const QString& cell) { return looksLikeAddress(cell.trimmed()); });
        if (found != row.cells.end()) {
            places.of[Email] = static_cast<int>(found - row.cells.begin());
            break;
        }
    }
    return places;
}

} // namespace

bool looksLikeAddress(QStringView text) {
    if (text.size() > 254 || text.count(u'@') != 1 || text.startsWith(u'@') || text.endsWith(u'@'))
        return false;
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        return c.isSpace() || !c.isPrint() || QStringView(u"<>,;:\"()[]\\").contains(c);
    });
}

Result<std::vector<InviteRow>> invitesFromCsv(QByteArrayView file) {
    const auto rows = parseCsv(file);
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->empty())
        return std::vector<InviteRow>();
    const Places places = placesIn(*rows);
    if (places.of[Email] < 0)
        return failure(ErrorKind::BadInput, Say::tr("No column of this file holds e-mail addresses."),
                       Say::tr("Name a column “email” in the first line."));
    std::vector<InviteRow> invites;
    for (std::size_t i = places.hasHead ? 1 : 0; i < rows->size(); ++i) {
        const CsvRow& from = (*rows)[i];
        const auto cell = [&](Column column) {
            return places.of[column] < 0 ? QString() : from.cells.value(places.of[column]).trimmed();
        };
        InviteRow row;
        row.line = from.line;
        row.email = cell(Email);
        setName(row, cell(Name));
        if (places.of[FirstName] >= 0)
            row.firstName = cell(FirstName);
        if (places.of[LastName] >= 0)
            row.lastName = cell(LastName);
        row.isAdmin = meansAdmin(cell(Admin));
        invites.push_back(std::move(row));
    }
    return invites;
}

std::vector<InviteRow> invitesFromText(const QString& pasted) {
    std::vector<InviteRow> invites;
    int line = 1;
    QString part;
    bool inQuotes = false;
    const auto endPart = [&] {
        addPart(invites, std::exchange(part, QString()), line);
        inQuotes = false;
    };
    for (const QChar c : pasted) {
        if (c == u'"')
            inQuotes = !inQuotes;
        if (c == u'\n' || (!inQuotes && (c == u',' || c == u';')))
            endPart();
        else
            part += c;
        if (c == u'\n')
            ++line;
    }
    endPart();
    return invites;
}

QString textOfInvites(const std::vector<InviteRow>& rows) {
    const bool isPlain = std::all_of(rows.begin(), rows.end(), [](const InviteRow& row) {
        return row.firstName.isEmpty() && row.lastName.isEmpty() && !row.isAdmin;
    });
    Table table;
    table.head = {u"email"_s, u"first name"_s, u"last name"_s, u"admin"_s};
    QStringList addresses;
    for (const InviteRow& row : rows) {
        addresses << row.email;
        table.rows.push_back({row.email, row.firstName, row.lastName, row.isAdmin ? u"yes"_s : u"no"_s});
    }
    return isPlain ? addresses.join(u'\n') : QString::fromUtf8(csvOf(table));
}

void judgeInvites(std::vector<InviteRow>& rows, const std::function<Known(const QString&)>& known) {
    QHash<QString, int> lines;
    for (InviteRow& row : rows) {
        row.does = InviteRow::Does::Nothing;
        row.why.clear();
        const QString key = row.email.toCaseFolded();
        if (!looksLikeAddress(row.email)) {
            row.does = InviteRow::Does::NotPossible;
            row.why = row.email.isEmpty() ? Say::tr("has no e-mail address") : Say::tr("is no e-mail address");
            continue;
        }
        if (const auto before = lines.find(key); before != lines.end()) {
            row.why = Say::tr("is in line %1 already").arg(*before);
            continue;
        }
        lines.insert(key, row.line);
        switch (known(row.email)) {
        case Known::Active:
            row.why = Say::tr("is there already");
            break;
        case Known::Inactive:
            row.why = Say::tr("is there already, inactive: activate the person instead");
            break;
        case Known::No:
            row.does = InviteRow::Does::Invites;
            break;
        }
    }
}

} // namespace wallaroo::exchange
