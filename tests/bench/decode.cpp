// bench_decode BODY [ROUNDS [ours]]: the bytes of a `users/query` answer to rows, by us, by QJsonDocument, and by
// Boost's push parser with nobody listening; "ours": us alone, for a profiler. Each round runs all three, so that what
// else the machine does hits them alike.
#include "bench/bodysender.h"
#include "bench/samples.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <boost/json/basic_parser_impl.hpp>

using namespace wallaroo;

namespace {

User userOfObject(const QString& id, const QJsonObject& object) {
    const auto text = [&object](const char* name) { return object.value(QLatin1String(name)).toString().toUtf8(); };
    const QByteArray username = text("username");
    const QByteArray email = text("email");
    const QByteArray first = text("firstName");
    const QByteArray last = text("lastName");
    User user(UserId::fromString(id), {username, email, first, last});
    user.status = object.value(QLatin1String("enabled")).toBool() ? UserStatus::Active : UserStatus::Inactive;
    user.emailVerified = object.value(QLatin1String("emailVerified")).toBool();
    user.created = Moment::at(object.value(QLatin1String("createdTimestamp")).toInteger());
    const QJsonValue login = object.value(QLatin1String("lastLogin"));
    if (login.isNull())
        user.lastLogin = Moment::never();
    else if (!login.isUndefined())
        user.lastLogin = Moment::at(login.toInteger());
    const QJsonValue roles = object.value(QLatin1String("realmRoles"));
    if (roles.isArray())
        user.type = roles.toArray().contains(QLatin1String("admin")) ? UserType::Administrator : UserType::User;
    for (const QJsonValue& action : object.value(QLatin1String("requiredActions")).toArray())
        user.requiredActions += action.toString();
    return user;
}

/// The way most Qt programs take: the whole document, then the same rows from it.
std::deque<User> decodeByDocument(const QByteArray& body) {
    const QJsonObject users = QJsonDocument::fromJson(body).object().value(QLatin1String("users")).toObject();
    std::deque<User> rows;
    for (auto it = users.begin(); it != users.end(); ++it)
        rows.push_back(userOfObject(it.key(), it->toObject()));
    return rows;
}

/// Listens to nothing: what no reader built on this parser can be quicker than.
struct Nobody {
    using Error = boost::json::error_code;
    using View = boost::json::string_view;
    static constexpr std::size_t max_array_size = SIZE_MAX;
    static constexpr std::size_t max_object_size = SIZE_MAX;
    static constexpr std::size_t max_string_size = SIZE_MAX;
    static constexpr std::size_t max_key_size = SIZE_MAX;

    bool on_document_begin(Error&) { return true; }

    bool on_document_end(Error&) { return true; }

    bool on_object_begin(Error&) { return true; }

    bool on_object_end(std::size_t, Error&) { return true; }

    bool on_array_begin(Error&) { return true; }

    bool on_array_end(std::size_t, Error&) { return true; }

    bool on_key_part(View, std::size_t, Error&) { return true; }

    bool on_key(View, std::size_t, Error&) { return true; }

    bool on_string_part(View, std::size_t, Error&) { return true; }

    bool on_string(View, std::size_t, Error&) { return true; }

    bool on_number_part(View, Error&) { return true; }

    bool on_int64(std::int64_t, View, Error&) { return true; }

    bool on_uint64(std::uint64_t, View, Error&) { return true; }

    bool on_double(double, View, Error&) { return true; }

    bool on_bool(bool, Error&) { return true; }

    bool on_null(Error&) { return true; }

    bool on_comment_part(View, Error&) { return true; }

    bool on_comment(View, Error&) { return true; }
};

bool parseForNobody(const QByteArray& body) {
    constexpr qsizetype piece = 64 * 1024;
    boost::json::basic_parser<Nobody> parser(boost::json::parse_options{});
    boost::json::error_code error;
    for (qsizetype at = 0; at < body.size() && !error; at += piece) {
        const qsizetype size = qMin(piece, body.size() - at);
        parser.write_some(at + size < body.size(), body.constData() + at, static_cast<std::size_t>(size), error);
    }
    return !error && parser.done();
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QByteArray body = bench::readBody(arguments.value(1));
    const int rounds = arguments.value(2, QStringLiteral("7")).toInt();
    const bool alone = arguments.value(3) == QLatin1String("ours");
    bench::Samples samples;
    for (int round = 0; round < rounds; ++round) {
        // Declared here, so that the time to free the rows is nobody's.
        std::deque<User> ours;
        std::deque<User> document;
        bool parsed = false;
        samples.time(QStringLiteral("ours"), [&] { ours = bench::decodeUsers(body); });
        if (alone)
            continue;
        samples.time(QStringLiteral("document"), [&] { document = decodeByDocument(body); });
        samples.time(QStringLiteral("nobody"), [&] { parsed = parseForNobody(body); });
        if (ours.empty() || ours.size() != document.size() || !parsed) {
            std::fprintf(stderr, "the rows differ: %zu by us, %zu by QJsonDocument\n", ours.size(), document.size());
            return 3;
        }
        samples.add(QStringLiteral("rows"), static_cast<double>(ours.size()));
    }
    samples.print();
    return 0;
}
