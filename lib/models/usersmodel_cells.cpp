#include "base/displaytext.h"
#include "models/celltext.h"
#include "models/usersmodel.h"

// What stands in the cells, is searched and sorted by.

namespace wallaroo::models {
namespace {

QString statusWord(UserStatus status) {
    switch (status) {
    case UserStatus::Active:
        return UsersModel::tr("Active");
    case UserStatus::Inactive:
        return UsersModel::tr("Inactive");
    case UserStatus::Locked:
        return UsersModel::tr("Locked");
    }
    return {};
}

QString actionsOf(const User& user) {
    QStringList actions;
    for (const QString& action : user.requiredActions)
        actions.append(actionWords(action));
    return actions.join(QLatin1String(", "));
}

/// displayName() in UTF-8, without an allocation per row.
QByteArrayView nameOf(const User& user, QByteArray& room) {
    const QByteArrayView first = user.firstNameUtf8();
    const QByteArrayView last = user.lastNameUtf8();
    if (first.isEmpty() || last.isEmpty())
        return first.isEmpty() ? (last.isEmpty() ? user.usernameUtf8() : last) : first;
    room.resize(0);
    room.append(first).append(' ').append(last);
    return room;
}

/// Of what is shown in a column that names somebody.
QString scriptsNoteOf(const User& user, int column) {
    QByteArray room;
    switch (column) {
    case UsersModel::Name:
        return scriptsNote(nameOf(user, room));
    case UsersModel::Email:
        return scriptsNote(user.emailUtf8());
    case UsersModel::Username:
        return scriptsNote(user.usernameUtf8());
    default:
        return {};
    }
}

} // namespace

QString UsersModel::typeWord(UserType told) const {
    switch (typeOf(told)) {
    case UserType::NotTold:
        return MomentText::notToldWord();
    case UserType::User:
        return tr("User");
    case UserType::Administrator:
        return tr("Administrator");
    }
    return {};
}

QString UsersModel::kindWord(int column, int kind) const {
    return column == Status ? statusWord(static_cast<UserStatus>(kind / typeCount))
                            : typeWord(static_cast<UserType>(kind % typeCount));
}

QString UsersModel::cellText(SourceRow row, int column) const {
    const User& user = m_users.at(row);
    switch (column) {
    case Name:
        return displayText(user.displayName());
    case Email:
        return displayText(user.email());
    case Username:
        return displayText(user.username());
    case Status:
        return statusWord(user.status);
    case Type:
        return typeWord(user.type);
    case LastSignIn:
        return m_moments.relative(user.lastLogin);
    case Created:
        return m_moments.date(user.created);
    case Id:
        return displayText(user.id().toString());
    case RequiredActions:
        return actionsOf(user);
    default:
        return {};
    }
}

QString UsersModel::copyText(SourceRow row, int column) const {
    const User& user = m_users.at(row);
    switch (column) {
    case LastSignIn:
        return MomentText::iso(user.lastLogin);
    case Created:
        return MomentText::iso(user.created);
    case RequiredActions:
        return displayText(user.requiredActions.join(QLatin1String(", ")));
    default:
        return cellText(row, column);
    }
}

QString UsersModel::detailText(SourceRow row, int column) const {
    const User& user = m_users.at(row);
    switch (column) {
    case LastSignIn:
        return user.lastLogin.isKnown() ? m_moments.exact(user.lastLogin) : QString();
    case Created:
        return user.created.isKnown() ? m_moments.exact(user.created) : QString();
    default:
        break;
    }
    const QString note = scriptsNoteOf(user, column);
    return note.isEmpty() ? QString() : cellText(row, column) + u'\n' + note;
}

TableModel::Tone UsersModel::tone(SourceRow row, int column) const {
    const User& user = m_users.at(row);
    switch (column) {
    case Name:
    case Status:
        return Tone::Normal;
    case Type:
        return typeOf(user.type) == UserType::NotTold ? Tone::Faint : Tone::Secondary;
    case LastSignIn:
        return user.lastLogin.isTold() ? Tone::Secondary : Tone::Faint;
    case Created:
        return user.created.isTold() ? Tone::Secondary : Tone::Faint;
    default:
        return Tone::Secondary;
    }
}

TableModel::Mark UsersModel::mark(SourceRow row, int column) const {
    if (column != Status)
        return scriptsNoteOf(m_users.at(row), column).isEmpty() ? Mark::None : Mark::SeveralScripts;
    switch (m_users.at(row).status) {
    case UserStatus::Active:
        return Mark::Active;
    case UserStatus::Inactive:
        return Mark::Inactive;
    case UserStatus::Locked:
        return Mark::Locked;
    }
    return Mark::None;
}

bool UsersModel::showsWhatIsSearched(SourceRow row, int column) const {
    const User& user = m_users.at(row);
    return column != LastSignIn || !user.lastLogin.isKnown() || m_moments.isDate(user.lastLogin);
}

void UsersModel::writeKeys(SourceRow row, SearchKeys::Entry& entry) const {
    const User& user = m_users.at(row);
    QByteArray room;
    entry.addText(nameOf(user, room));
    entry.addText(user.emailUtf8());
    entry.addText(user.usernameUtf8());
    entry.addText(user.requiredActions.isEmpty()
                      ? QByteArray()
                      : copyText(row, RequiredActions).toUtf8() + ' ' + actionsOf(user).toUtf8());
    entry.id = user.id().toUtf8().toLower();
    entry.kind = static_cast<quint8>(static_cast<int>(user.status) * typeCount + static_cast<int>(user.type));
    entry.days = {dayOf(user.lastLogin), dayOf(user.created)};
}

bool UsersModel::isText(int column) const {
    return column == Name || column == Email || column == Username || column == Id || column == RequiredActions;
}

std::optional<qint64> UsersModel::numberAt(SourceRow row, int column) const {
    const User& user = m_users.at(row);
    // "Never" is older than any date; "not told" is no value
    const auto ms = [](Moment moment) { return moment.isTold() ? std::optional(moment.ms()) : std::nullopt; };
    switch (column) {
    case Status:
        return static_cast<qint64>(user.status);
    case Type: {
        const UserType type = typeOf(user.type);
        return type == UserType::NotTold ? std::nullopt
                                         : std::optional(type == UserType::Administrator ? qint64{0} : 1);
    }
    case LastSignIn:
        return ms(user.lastLogin);
    case Created:
        return ms(user.created);
    default:
        return std::nullopt;
    }
}

QByteArrayView UsersModel::textAt(SourceRow row, int column, QByteArray& room) const {
    const User& user = m_users.at(row);
    switch (column) {
    case Name:
        return nameOf(user, room);
    case Email:
        return user.emailUtf8();
    case Username:
        return user.usernameUtf8();
    case Id:
        room = user.id().toUtf8();
        return room;
    case RequiredActions:
        room = actionsOf(user).toUtf8();
        return room;
    default:
        return {};
    }
}

} // namespace wallaroo::models
