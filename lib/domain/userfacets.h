#pragma once

#include "domain/user.h"

#include <QJsonObject>
#include <QSet>

#include <optional>

namespace wallaroo {

/// What a list of people is narrowed to beside the words of its filter. A value that is not told never matches a choice
/// but "not told".
struct UserFacets {
    enum class When : quint8 {
        Any,
        Within,    ///< in the last `days`
        NotWithin, ///< longer ago, or never
        Never,
        NotTold
    };

    QSet<UserStatus> statuses; ///< empty: any
    QSet<UserType> types;      ///< empty: any
    When signedIn = When::Any;
    int signedInDays = 90;
    When created = When::Any; ///< Within, NotWithin or NotTold
    int createdDays = 30;
    std::optional<bool> actionPending{}; ///< Keycloak asks for something at the next sign-in

    [[nodiscard]] bool isEmpty() const;
    /// `type` as the list shows it: whoever has no role of a list that tells roles is a user.
    [[nodiscard]] bool matches(const User& person, UserType type, qint64 nowMs) const;

    friend bool operator==(const UserFacets& a, const UserFacets& b) = default;
};

/// A filter somebody gave a name, to be found again: words, facets, order.
struct SavedFilter {
    QString name;
    QString words;
    UserFacets facets;

    friend bool operator==(const SavedFilter& a, const SavedFilter& b) = default;
};

/// As kept in the settings: words, not numbers, so that a later version reads them.
[[nodiscard]] QJsonObject toJson(const SavedFilter& filter);
/// Nothing without a name. What is unknown in it is "any".
[[nodiscard]] std::optional<SavedFilter> savedFilterFrom(const QJsonObject& object);

} // namespace wallaroo
