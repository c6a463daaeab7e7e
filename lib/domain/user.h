#pragma once

#include "domain/ids.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace wallaroo {

/// Active and Inactive come from `enabled`. Locked (Keycloak's brute-force lock) is known only where Keycloak was
/// asked.
enum class UserStatus : quint8 { Active, Inactive, Locked };

/// By `realmRoles`. An answer that carries no realmRoles for anybody does not tell types at all.
enum class UserType : quint8 { NotTold, User, Administrator };

/// A moment that may be unknown: an absent lastLogin is "not told", never "never"; null on list-all is "never".
class Moment {
public:
    Moment() = default; ///< not told

    [[nodiscard]] static Moment never() { return Moment(-1); }

    [[nodiscard]] static Moment at(qint64 msSinceEpoch) { return Moment(msSinceEpoch < 0 ? -2 : msSinceEpoch); }

    [[nodiscard]] bool isTold() const { return m_ms != -2; }

    [[nodiscard]] bool isNever() const { return m_ms == -1; }

    [[nodiscard]] bool isKnown() const { return m_ms >= 0; }

    /// Milliseconds since 1970 UTC; meaningless unless isKnown().
    [[nodiscard]] qint64 ms() const { return m_ms; }

    friend bool operator==(Moment a, Moment b) { return a.m_ms == b.m_ms; }

private:
    explicit Moment(qint64 ms) : m_ms(ms) {}

    qint64 m_ms = -2;
};

/// A person as `users/query` tells (reference §3, guide 1). The texts are UTF-8 in one allocation: 100,000 people with
/// four QStrings each would take 40 MB more.
class User {
public:
    struct Texts {
        QByteArrayView username;
        QByteArrayView email;     ///< empty when absent: the built-in admin has none
        QByteArrayView firstName; ///< empty when never set
        QByteArrayView lastName;
    };

    User() = default;
    User(UserId id, const Texts& texts);

    [[nodiscard]] const UserId& id() const { return m_id; }

    [[nodiscard]] QByteArrayView usernameUtf8() const { return part(0); }

    [[nodiscard]] QByteArrayView emailUtf8() const { return part(1); }

    [[nodiscard]] QByteArrayView firstNameUtf8() const { return part(2); }

    [[nodiscard]] QByteArrayView lastNameUtf8() const { return part(3); }

    [[nodiscard]] QString username() const { return QString::fromUtf8(usernameUtf8()); }

    [[nodiscard]] QString email() const { return QString::fromUtf8(emailUtf8()); }

    [[nodiscard]] QString firstName() const { return QString::fromUtf8(firstNameUtf8()); }

    [[nodiscard]] QString lastName() const { return QString::fromUtf8(lastNameUtf8()); }

    /// "First Last"; the user name where neither is set. As it came: display code makes it safe to show.
    [[nodiscard]] QString displayName() const;

    UserStatus status = UserStatus::Active;
    UserType type = UserType::NotTold;
    bool emailVerified = false;
    bool isVerificationTold = true; ///< false: the answer left emailVerified out
    bool areActionsTold = true;     ///< the same of requiredActions
    Moment lastLogin;
    Moment created;
    QStringList requiredActions; ///< such as UPDATE_PASSWORD; shared empty list for nearly everybody

    friend bool operator==(const User& a, const User& b);

private:
    [[nodiscard]] QByteArrayView part(int index) const;
    UserId m_id;
    QByteArray m_texts;
    quint32 m_ends[4]{};
};

} // namespace wallaroo
