#include "support/claimrows.h"

#include "base/displaytext.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::ClaimRows)
};

/// What Keycloak's own roles mean to whoever reads a token.
QString roleInWords(const QString& role) {
    static const struct {
        const char* role;
        const char* words;
    } known[] = {
        {"admin", QT_TRANSLATE_NOOP("wallaroo::ClaimRows", "runs the platform")},
        {"create-realm", QT_TRANSLATE_NOOP("wallaroo::ClaimRows", "may create realms")},
        {"default-roles-master", QT_TRANSLATE_NOOP("wallaroo::ClaimRows", "what everybody has")},
        {"offline_access", QT_TRANSLATE_NOOP("wallaroo::ClaimRows", "may stay signed in")},
        {"uma_authorization", QT_TRANSLATE_NOOP("wallaroo::ClaimRows", "may share what is theirs")},
        {"view-users", QT_TRANSLATE_NOOP("wallaroo::ClaimRows", "may list people")},
        {"query-users", QT_TRANSLATE_NOOP("wallaroo::ClaimRows", "may search people")},
        {"query-groups", QT_TRANSLATE_NOOP("wallaroo::ClaimRows", "may search groups")},
        {"manage-users", QT_TRANSLATE_NOOP("wallaroo::ClaimRows", "may change people")},
        {"impersonation", QT_TRANSLATE_NOOP("wallaroo::ClaimRows", "may act as somebody else")},
        {"manage-account", QT_TRANSLATE_NOOP("wallaroo::ClaimRows", "may change the own account")},
        {"view-profile", QT_TRANSLATE_NOOP("wallaroo::ClaimRows", "may see the own profile")},
    };

    const QString plain = role.section(": "_L1, -1);
    for (const auto& entry : known) {
        if (plain == QLatin1StringView(entry.role))
            return Say::tr("%1 (%2)", "a role and what it means").arg(displayText(role, 96), Say::tr(entry.words));
    }
    return displayText(role, 96);
}

QString rolesInWords(const QStringList& roles) {
    QStringList words;
    QString client; // of the roles so far: said once, before the first of its roles
    for (const QString& role : roles.first(std::min<qsizetype>(roles.size(), 60))) {
        const QString own = role.contains(": "_L1) ? role.section(": "_L1, 0, -2) : QString();
        words << roleInWords(own == client ? role.section(": "_L1, -1) : role);
        client = own;
    }
    if (roles.size() > words.size())
        words << Say::tr("and %n more", nullptr, static_cast<int>(roles.size() - words.size()));
    return words.join(", "_L1);
}

/// "42 s", "3 min", "2 h 5 min", "4 days"
QString duration(qint64 ms) {
    const qint64 seconds = std::abs(ms) / 1000;
    if (seconds < 60)
        return Say::tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return Say::tr("%1 min").arg(seconds / 60);
    if (seconds < 48 * 3600)
        return seconds / 60 % 60 == 0 ? Say::tr("%1 h").arg(seconds / 3600)
                                      : Say::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
    const qint64 days = seconds / 86'400;
    return days < 731 ? Say::tr("%n days", nullptr, static_cast<int>(days))
                      : Say::tr("%n years", nullptr, static_cast<int>(days / 365));
}

/// A claim's time on both clocks: "26 Nov 2026 14:02:11 here · 13:02:11 UTC at the server".
QString bothClocks(qint64 claimSeconds, const ClaimSurroundings& around) {
    const QLocale locale;
    const qint64 serverMs = claimSeconds * 1000;
    const auto here = QDateTime::fromMSecsSinceEpoch(serverMs - around.differenceMs.value_or(0));
    const auto server = QDateTime::fromMSecsSinceEpoch(serverMs).toUTC();
    const bool today = here.date() == QDateTime::fromMSecsSinceEpoch(around.nowMs).date();
    const QString time = locale.toString(here.time(), "HH:mm:ss"_L1);
    const QString shown = today ? time : locale.toString(here.date(), QLocale::ShortFormat) + u' ' + time;
    return Say::tr("%1 here · %2 UTC by the server's clock").arg(shown, server.toString("yyyy-MM-dd HH:mm:ss"_L1));
}

ClaimRow expiryRow(const jose::Claims& claims, const ClaimSurroundings& around) {
    const qint64 serverNow = around.nowMs + around.differenceMs.value_or(0);
    const qint64 left = *claims.expires * 1000 - serverNow;
    const QString both = bothClocks(*claims.expires, around);
    return left > 0
               ? ClaimRow{Say::tr("Expires"), Say::tr("%1 · in %2").arg(both, duration(left))}
               : ClaimRow{Say::tr("Expires"), Say::tr("%1 · ended %2 ago").arg(both, duration(left)), Tint::Danger};
}

QString person(const jose::Claims& claims) {
    const QString name = isolatedText(claims.username.isEmpty() ? claims.name : claims.username, 128);
    const QString id = displayText(claims.subject, 64);
    if (name.isEmpty() || id.isEmpty())
        return name + id;
    return Say::tr("%1 (%2)", "a person and the immutable id").arg(name, id);
}

QString hasura(const jose::Claims& claims) {
    QStringList parts;
    if (!claims.hasuraDefaultRole.isEmpty())
        parts << Say::tr("acts as %1 by default").arg(displayText(claims.hasuraDefaultRole, 64));
    if (!claims.hasuraRoles.isEmpty())
        parts << Say::tr("may act as %1").arg(displayText(claims.hasuraRoles.join(", "_L1), 256));
    if (!claims.hasuraUserId.isEmpty())
        parts << Say::tr("user %1").arg(displayText(claims.hasuraUserId, 64));
    if (!claims.hasuraEmail.isEmpty())
        parts << displayText(claims.hasuraEmail, 128);
    if (!claims.hasuraGroups.isEmpty() && claims.hasuraGroups != "{}"_L1)
        parts << Say::tr("groups %1").arg(displayText(claims.hasuraGroups, 128));
    return parts.join(u" · "_s);
}

void addTimes(QList<ClaimRow>& rows, const jose::Claims& claims, const ClaimSurroundings& around) {
    if (claims.signedIn)
        rows << ClaimRow{Say::tr("Signed in"), bothClocks(*claims.signedIn, around)};
    if (claims.issued)
        rows << ClaimRow{Say::tr("Issued"), bothClocks(*claims.issued, around)};
    if (claims.notBefore)
        rows << ClaimRow{Say::tr("Not before"), bothClocks(*claims.notBefore, around)};
    if (claims.expires)
        rows << expiryRow(claims, around);
}

/// What keeps the token from being believed, besides its signature.
QStringList remarks(const jose::Jwt& token, const ClaimSurroundings& around) {
    QStringList found;
    switch (jose::ageOf(token.claims, around.nowMs + around.differenceMs.value_or(0))) {
    case jose::Age::Expired:
        found << Say::tr("It has expired.");
        break;
    case jose::Age::NotYet:
        found << Say::tr("It is from the future: it does not work yet, or a clock is wrong.");
        break;
    case jose::Age::Endless:
        found << Say::tr("It says no end.");
        break;
    case jose::Age::Current:
        break;
    }
    if (!around.issuer.isEmpty() && token.claims.issuer != around.issuer)
        found << Say::tr("It was issued elsewhere than at %1.").arg(around.issuer);
    if (!token.duplicates.isEmpty())
        found << Say::tr("Stands twice in it: %1. Which one counts depends on who reads it.")
                     .arg(displayText(token.duplicates.join(", "_L1), 200));
    if (!token.misshapen.isEmpty())
        found << Say::tr("Not of the type it should be, and not shown: %1.")
                     .arg(displayText(token.misshapen.join(", "_L1), 200));
    return found;
}

/// Breaks and indents JSON without reading it: QJsonDocument would sort it and drop one of two members of one name.
QString indented(const QString& json) {
    QString out;
    int depth = 0;
    bool inText = false;
    const auto newLine = [&] { out += u'\n' + QString(2 * depth, u' '); };
    for (qsizetype at = 0; at < json.size(); ++at) {
        const QChar c = json.at(at);
        if (inText) {
            out += c;
            if (c == u'\\' && at + 1 < json.size())
                out += json.at(++at);
            inText = c != u'"';
        } else if (c == u'{' || c == u'[') {
            ++depth;
            out += c;
            newLine();
        } else if (c == u'}' || c == u']') {
            --depth;
            newLine();
            out += c;
        } else if (c == u',') {
            out += c;
            newLine();
        } else if (!c.isSpace()) {
            inText = c == u'"';
            out += c;
            if (c == u':')
                out += u' ';
        }
    }
    return out;
}

} // namespace

QString actingAs(const jose::Claims& claims) {
    if (claims.username.startsWith("service-account-"_L1))
        return Say::tr("service account of %1, no user").arg(displayText(claims.client, 64));
    if (claims.isPlatformAdministrator())
        return Say::tr("platform administrator");
    return claims.realmRoles.isEmpty() && claims.hasuraRoles.isEmpty() ? QString() : Say::tr("ordinary user");
}

QList<ClaimRow> claimRows(const jose::Jwt& token, const ClaimSurroundings& around) {
    const jose::Claims& claims = token.claims;
    QList<ClaimRow> rows;
    const auto add = [&rows](const QString& name, const QString& value) {
        if (!value.isEmpty())
            rows << ClaimRow{name, value};
    };
    const QString kind = claims.type.compare("Bearer"_L1, Qt::CaseInsensitive) == 0
                             ? QString()
                             : displayText(claims.type, 32); // "Refresh", "ID": not for calls
    add(Say::tr("Kind"), kind);
    add(Say::tr("Issuer"), displayText(claims.issuer, 256));
    add(Say::tr("Subject"), person(claims));
    add(Say::tr("E-mail"), isolatedText(claims.email, 128));
    add(Say::tr("Acts as"), actingAs(claims));
    add(Say::tr("Client"), displayText(claims.client, 128));
    add(Say::tr("For", "audience of a token"), displayText(claims.audience.join(", "_L1), 256));
    add(Say::tr("Roles"), rolesInWords(claims.realmRoles));
    add(Say::tr("Roles of clients"), rolesInWords(claims.otherRoles));
    add(Say::tr("Hasura"), hasura(claims));
    add(Say::tr("Scope"), displayText(claims.scope, 200));
    add(Say::tr("Session"), displayText(claims.session, 64));
    addTimes(rows, claims, around);
    const bool isOurs = around.issuer.isEmpty() || claims.issuer == around.issuer;
    if (const auto clock = isOurs ? clockRow(around.differenceMs) : std::nullopt) // it is between us and our instance
        rows << *clock;
    const QStringList found = remarks(token, around);
    for (const QString& remark : found)
        rows << ClaimRow{Say::tr("Note"), remark, Tint::Danger};
    return rows;
}

ClaimRow signatureRow(const jose::Verification& verification) {
    const QString name = Say::tr("Signature");
    switch (verification.verdict) {
    case jose::Verdict::Verified:
        return {name,
                verification.keyId.isEmpty()
                    ? Say::tr("verified (RS256)")
                    : Say::tr("verified with key %1 (RS256)").arg(displayText(verification.keyId, 24)),
                Tint::Good};
    case jose::Verdict::NotVerified:
        return {name, Say::tr("not verified: %1").arg(verification.why), Tint::Danger};
    case jose::Verdict::KeyUnknown:
        return {name, Say::tr("key unknown: %1").arg(verification.why), Tint::Warning};
    case jose::Verdict::NotChecked:
        break;
    }
    return {name, Say::tr("algorithm not checked: %1").arg(verification.why), Tint::Warning};
}

ClaimRow signatureRow(const jose::Verification& verification, qint64 keysAgeMs, const QString& why) {
    ClaimRow row = signatureRow(verification);
    //: %1 is what was found: "verified with key k", %2 a time: "25 min"
    row.value = Say::tr("%1 · by keys that were read %2 ago").arg(row.value, duration(keysAgeMs));
    if (!why.isEmpty()) // %1 is what stands there so far, %2 a sentence
        row.value = Say::tr("%1 and could not be read again: %2").arg(row.value, why);
    if (row.tint == Tint::Good)
        row.tint = Tint::Warning;
    return row;
}

std::optional<ClaimRow> clockRow(std::optional<qint64> differenceMs) {
    if (!differenceMs)
        return std::nullopt;
    const qint64 seconds = std::abs(*differenceMs) / 1000;
    if (seconds > 120)
        return ClaimRow{Say::tr("Clocks"),
                        *differenceMs > 0
                            ? Say::tr("this computer's clock is %1 behind the server's").arg(duration(*differenceMs))
                            : Say::tr("this computer's clock is %1 ahead of the server's").arg(duration(*differenceMs)),
                        Tint::Warning};
    return ClaimRow{Say::tr("Clocks"),
                    seconds == 0 ? Say::tr("this computer and the server agree")
                                 : Say::tr("this computer and the server differ by %1").arg(duration(*differenceMs)),
                    Tint::SecondaryText};
}

std::optional<qint64> clockDifferenceMs(const jose::Claims& justIssued, qint64 receivedWallMs) {
    // iat is cut to whole seconds: half of one is the better guess.
    return justIssued.issued ? std::optional(*justIssued.issued * 1000 + 500 - receivedWallMs) : std::nullopt;
}

QString rawJson(const jose::Jwt& token) {
    QStringList safe;
    const auto lines =
        QString(indented(QString::fromUtf8(token.header)) + "\n\n"_L1 + indented(QString::fromUtf8(token.payload)))
            .split(u'\n');
    for (const QString& line : lines)
        safe << displayText(line, 20'000);
    return safe.join(u'\n');
}

} // namespace wallaroo
