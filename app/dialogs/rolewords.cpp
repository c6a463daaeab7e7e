#include "dialogs/rolewords.h"

#include "base/displaytext.h"

#include <QCoreApplication>

#include <algorithm>

namespace wallaroo {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::RoleWords)
};

struct Known {
    const char* role;
    const char* words;
};

constexpr Known known[] = {
    {"admin", QT_TRANSLATE_NOOP("wallaroo::RoleWords", "administrator of the whole realm")},
    {"create-realm", QT_TRANSLATE_NOOP("wallaroo::RoleWords", "may make realms")},
    {"offline_access", QT_TRANSLATE_NOOP("wallaroo::RoleWords", "may stay signed in")},
    {"view-users", QT_TRANSLATE_NOOP("wallaroo::RoleWords", "may list users")},
    {"query-users", QT_TRANSLATE_NOOP("wallaroo::RoleWords", "may search for users")},
    {"manage-users", QT_TRANSLATE_NOOP("wallaroo::RoleWords", "may change users")},
    {"view-clients", QT_TRANSLATE_NOOP("wallaroo::RoleWords", "may see clients and their secrets")},
    {"manage-clients", QT_TRANSLATE_NOOP("wallaroo::RoleWords", "may change clients")},
    {"view-realm", QT_TRANSLATE_NOOP("wallaroo::RoleWords", "may see the realm's settings")},
    {"manage-realm", QT_TRANSLATE_NOOP("wallaroo::RoleWords", "may change the realm's settings")},
    {"view-events", QT_TRANSLATE_NOOP("wallaroo::RoleWords", "may see events")},
    {"impersonation", QT_TRANSLATE_NOOP("wallaroo::RoleWords", "may act as another user")},
};

constexpr QLatin1StringView everybodys[] = {QLatin1StringView("uma_authorization"), QLatin1StringView("manage-account"),
                                            QLatin1StringView("manage-account-links"),
                                            QLatin1StringView("view-profile")};

QString withoutClient(const QString& role) {
    return role.section(QStringLiteral(": "), -1);
}

QString roleWords(const QString& role) {
    const QString own = withoutClient(role);
    QString shown = isolatedText(role, 120);
    for (const Known& each : known) {
        if (own == QLatin1String(each.role))
            //: %1 is a role's own name, %2 what it allows
            return Say::tr("%1 – %2").arg(shown, Say::tr(each.words));
    }
    return shown;
}

QStringList tellingRoles(const QStringList& roles) {
    QStringList telling;
    for (const QString& role : roles) {
        const QString own = withoutClient(role);
        const bool isEverybodys =
            own.startsWith(QLatin1String("default-roles-"))
            || std::find(std::begin(everybodys), std::end(everybodys), own) != std::end(everybodys);
        if (!isEverybodys)
            telling << role;
    }
    return telling;
}

} // namespace

QStringList roleLines(const QStringList& realmRoles, const QStringList& clientRoles) {
    const QString admin = QStringLiteral("admin");
    const bool isAdmin = realmRoles.contains(admin);
    QStringList lines;
    QStringList wordless;
    int implied = 0;
    for (const QString& role : tellingRoles(realmRoles + clientRoles)) {
        const bool isImplied = isAdmin && role.startsWith(QLatin1String("master-realm: "));
        const bool hasWords = roleWords(role) != isolatedText(role, 120);
        if (isImplied)
            ++implied;
        else if (hasWords && role != admin)
            lines << roleWords(role);
        else if (role != admin)
            wordless << isolatedText(role, 120);
    }
    if (implied > 0)
        lines.prepend(Say::tr("master-realm: %n right(s), which come with that", nullptr, implied));
    if (isAdmin)
        lines.prepend(roleWords(admin));
    if (!wordless.isEmpty())
        //: %1 is a list of roles' names
        lines << Say::tr("and %1").arg(wordless.join(QStringLiteral(", ")));
    return lines;
}

} // namespace wallaroo
