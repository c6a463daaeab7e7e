#pragma once

#include "domain/user.h"

#include <QByteArray>

#include <vector>

namespace wallaroo::test {

/// A canonical id that ends in the number.
inline QByteArray idOf(int number) {
    return "5d1f0000-0000-4000-8000-" + QByteArray::number(number).rightJustified(12, '0');
}

struct Person {
    int number = 1;
    QByteArray first;
    QByteArray last;
    QByteArray email;
    QByteArray username;
};

inline User user(const Person& person) {
    const QByteArray username =
        person.username.isEmpty() ? "user" + QByteArray::number(person.number) : person.username;
    return User(UserId::fromUtf8(idOf(person.number)), {username, person.email, person.first, person.last});
}

/// "Person n", with the e-mail pn@example.com.
inline User plainUser(int number) {
    const QByteArray text = QByteArray::number(number);
    return user({number, "Person", text, "p" + text + "@example.com", {}});
}

inline std::vector<User> plainUsers(int from, int count) {
    std::vector<User> users;
    for (int i = from; i < from + count; ++i)
        users.push_back(plainUser(i));
    return users;
}

} // namespace wallaroo::test
