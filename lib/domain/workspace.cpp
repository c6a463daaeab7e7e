#include "domain/workspace.h"

using namespace Qt::Literals::StringLiterals;

namespace wallaroo {

namespace {

constexpr auto defaultSuffix = " - Default Workspace"_L1;

} // namespace

bool Workspace::isDefault() const {
    // The spaces decide: names that people give are DNS labels (reference §1.6) and cannot hold any. What stands before
    // is not looked at: an e-mail mostly, after "v-" on older servers, the user name where there is no e-mail.
    return name.size() > defaultSuffix.size() && name.endsWith(defaultSuffix);
}

bool Workspace::isDefaultOf(const QString& account) const {
    if (account.isEmpty() || !isDefault())
        return false;
    const QString made = account + defaultSuffix;
    return name.compare(made, Qt::CaseInsensitive) == 0 || name.compare(u"v-"_s + made, Qt::CaseInsensitive) == 0;
}

NameFault faultOfNewName(QStringView name) {
    if (name.isEmpty())
        return NameFault::Empty;
    for (const QChar c : name) {
        const char16_t unit = c.unicode();
        if (c.isSpace())
            return NameFault::Space;
        if (c.isUpper())
            return NameFault::UpperCase;
        if (!(unit >= u'a' && unit <= u'z') && !(unit >= u'0' && unit <= u'9') && unit != u'-')
            return NameFault::OtherCharacter;
    }
    if (name.front() == u'-')
        return NameFault::DashAtStart;
    if (name.back() == u'-')
        return NameFault::DashAtEnd;
    return name.size() > longestWorkspaceName ? NameFault::TooLong : NameFault::None;
}

} // namespace wallaroo
