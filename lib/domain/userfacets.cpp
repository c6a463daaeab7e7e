#include "domain/userfacets.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo {
namespace {

constexpr qint64 dayMs = 24LL * 3600 * 1000;
constexpr int mostDays = 36'500;

template <typename T>
struct Word {
    T value;
    QLatin1StringView word;
};

constexpr Word<UserStatus> statusWords[] = {
    {UserStatus::Active, "active"_L1}, {UserStatus::Inactive, "inactive"_L1}, {UserStatus::Locked, "locked"_L1}};
constexpr Word<UserType> typeWords[] = {
    {UserType::Administrator, "administrator"_L1}, {UserType::User, "user"_L1}, {UserType::NotTold, "not told"_L1}};
constexpr Word<UserFacets::When> whenWords[] = {{UserFacets::When::Any, "any"_L1},
                                                {UserFacets::When::Within, "within"_L1},
                                                {UserFacets::When::NotWithin, "not within"_L1},
                                                {UserFacets::When::Never, "never"_L1},
                                                {UserFacets::When::NotTold, "not told"_L1}};

template <typename T, std::size_t N>
QString wordOf(const Word<T> (&words)[N], T value) {
    const auto found =
        std::find_if(std::begin(words), std::end(words), [value](const auto& w) { return w.value == value; });
    return found == std::end(words) ? QString() : QString(found->word);
}

template <typename T, std::size_t N>
std::optional<T> valueOf(const Word<T> (&words)[N], const QString& word) {
    const auto found =
        std::find_if(std::begin(words), std::end(words), [&word](const auto& w) { return w.word == word; });
    return found == std::end(words) ? std::nullopt : std::optional(found->value);
}

template <typename T, std::size_t N>
QJsonArray arrayOf(const Word<T> (&words)[N], const QSet<T>& values) {
    QJsonArray array; // in the order of the table, so that equal filters are equal texts
    for (const auto& word : words) {
        if (values.contains(word.value))
            array.append(QString(word.word));
    }
    return array;
}

template <typename T, std::size_t N>
QSet<T> setOf(const Word<T> (&words)[N], const QJsonValue& list) {
    QSet<T> values;
    const QJsonArray array = list.toArray();
    for (const auto& element : array) {
        if (const auto value = valueOf(words, element.toString()))
            values.insert(*value);
    }
    return values;
}

bool matchesWhen(UserFacets::When when, int days, Moment moment, qint64 nowMs) {
    using When = UserFacets::When;
    const qint64 since = nowMs - days * dayMs;
    switch (when) {
    case When::Any:
        return true;
    case When::Within:
        return moment.isKnown() && moment.ms() >= since;
    case When::NotWithin:
        return moment.isNever() || (moment.isKnown() && moment.ms() < since);
    case When::Never:
        return moment.isNever();
    case When::NotTold:
        return !moment.isTold();
    }
    return true;
}

int daysIn(const QJsonObject& object, int fallback) {
    return std::clamp(object["days"_L1].toInt(fallback), 1, mostDays);
}

} // namespace

bool UserFacets::isEmpty() const {
    return statuses.isEmpty() && types.isEmpty() && signedIn == When::Any && created == When::Any && !actionPending;
}

bool UserFacets::matches(const User& person, UserType type, qint64 nowMs) const {
    if (!statuses.isEmpty() && !statuses.contains(person.status))
        return false;
    if (!types.isEmpty() && !types.contains(type))
        return false;
    if (actionPending && *actionPending == person.requiredActions.isEmpty())
        return false;
    return matchesWhen(signedIn, signedInDays, person.lastLogin, nowMs)
           && matchesWhen(created, createdDays, person.created, nowMs);
}

QJsonObject toJson(const SavedFilter& filter) {
    const UserFacets& facets = filter.facets;
    QJsonObject object{{u"name"_s, filter.name}, {u"words"_s, filter.words}};
    if (!facets.statuses.isEmpty())
        object[u"status"_s] = arrayOf(statusWords, facets.statuses);
    if (!facets.types.isEmpty())
        object[u"type"_s] = arrayOf(typeWords, facets.types);
    if (facets.signedIn != UserFacets::When::Any)
        object[u"signedIn"_s] =
            QJsonObject{{u"when"_s, wordOf(whenWords, facets.signedIn)}, {u"days"_s, facets.signedInDays}};
    if (facets.created != UserFacets::When::Any)
        object[u"created"_s] =
            QJsonObject{{u"when"_s, wordOf(whenWords, facets.created)}, {u"days"_s, facets.createdDays}};
    if (facets.actionPending)
        object[u"actionPending"_s] = *facets.actionPending;
    return object;
}

std::optional<SavedFilter> savedFilterFrom(const QJsonObject& object) {
    SavedFilter filter;
    filter.name = object["name"_L1].toString().trimmed();
    if (filter.name.isEmpty())
        return std::nullopt;
    filter.words = object["words"_L1].toString();
    UserFacets& facets = filter.facets;
    facets.statuses = setOf(statusWords, object["status"_L1]);
    facets.types = setOf(typeWords, object["type"_L1]);
    const QJsonObject signedIn = object["signedIn"_L1].toObject();
    facets.signedIn = valueOf(whenWords, signedIn["when"_L1].toString()).value_or(UserFacets::When::Any);
    facets.signedInDays = daysIn(signedIn, facets.signedInDays);
    const QJsonObject created = object["created"_L1].toObject();
    facets.created = valueOf(whenWords, created["when"_L1].toString()).value_or(UserFacets::When::Any);
    facets.createdDays = daysIn(created, facets.createdDays);
    if (object["actionPending"_L1].isBool())
        facets.actionPending = object["actionPending"_L1].toBool();
    return filter;
}

} // namespace wallaroo
