// Arguments, printed lists, where secrets come from, and the token that is kept between two calls.
#include "cli/arguments.h"
#include "cli/rows.h"
#include "cli/secretsource.h"
#include "cli/tokencache.h"
#include "secrets/memorystore.h"
#include "session/usertokens.h"
#include "support/fakeclock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::cli;

namespace {

Parsed parse(const QByteArrayList& words) {
    QByteArrayList all{"wallaroo-admin-cli"};
    all += words;
    std::vector<char*> argv;
    for (QByteArray& word : all)
        argv.push_back(word.data());
    return parseArguments(static_cast<int>(argv.size()), argv.data());
}

} // namespace

class TestCliParts final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void commands_data() {
        QTest::addColumn<QByteArrayList>("words");
        QTest::addColumn<Command>("command");
        QTest::newRow("token") << QByteArrayList{"token"} << Command::Token;
        QTest::newRow("users list") << QByteArrayList{"users", "list"} << Command::UsersList;
        QTest::newRow("invite") << QByteArrayList{"users", "invite", "a@b"} << Command::UsersInvite;
        QTest::newRow("activate") << QByteArrayList{"users", "activate", "a@b"} << Command::UsersActivate;
        QTest::newRow("deactivate") << QByteArrayList{"users", "deactivate", "a@b"} << Command::UsersDeactivate;
        QTest::newRow("workspaces") << QByteArrayList{"workspaces", "list"} << Command::WorkspacesList;
        QTest::newRow("members") << QByteArrayList{"workspaces", "members", "7"} << Command::WorkspacesMembers;
        QTest::newRow("profiles") << QByteArrayList{"profiles", "list"} << Command::ProfilesList;
    }

    void commands() {
        QFETCH(const QByteArrayList, words);
        const auto parsed = parse(words);
        QVERIFY(parsed.arguments);
        QTEST(parsed.arguments->command, "command");
    }

    void options() {
        const auto parsed = parse({"token", "--inference", "--json", "--profile", "staging", "--secrets-fd", "3"});
        QVERIFY(parsed.arguments);
        QVERIFY(parsed.arguments->inference);
        QCOMPARE(parsed.arguments->text, TokenText::Json);
        QCOMPARE(parsed.arguments->profile, u"staging"_s);
        QCOMPARE(parsed.arguments->secretsFrom, 3);
        QCOMPARE(parse({"users", "list", "--output", "csv"}).arguments->output, Output::Csv);
        QCOMPARE(parse({"users", "invite", "a@b", "c@d"}).arguments->people, QStringList({u"a@b"_s, u"c@d"_s}));
    }

    void mistakes_data() {
        QTest::addColumn<QByteArrayList>("words");
        QTest::newRow("nothing") << QByteArrayList();
        QTest::newRow("half a command") << QByteArrayList{"users"};
        QTest::newRow("unknown") << QByteArrayList{"models", "list"};
        QTest::newRow("two forms") << QByteArrayList{"token", "--header", "--export"};
        QTest::newRow("output") << QByteArrayList{"users", "list", "--output", "xml"};
        QTest::newRow("nobody") << QByteArrayList{"users", "invite"};
        QTest::newRow("no number") << QByteArrayList{"workspaces", "members", "fraud"};
        QTest::newRow("a secret") << QByteArrayList{"token", "--password", "x"};
    }

    void mistakes() {
        QFETCH(const QByteArrayList, words);
        const auto parsed = parse(words);
        QVERIFY(!parsed.arguments);
        QCOMPARE(parsed.code, int(Usage));
    }

    void tables() {
        const Rows rows{{u"NAME"_s, u"ID"_s}, {{u"Ana\u202E"_s, u"1"_s}, {u"a\x1b[31mb"_s, u"22"_s}}, {}};
        const QString text = QString::fromUtf8(print(rows, Output::Table));
        const auto lines = text.split(u'\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0].indexOf("ID"_L1), lines[1].lastIndexOf(u'1'));
        QVERIFY(!text.contains(QChar(u'\u202E')));
        QVERIFY(!text.contains(u'\x1b')); // nothing plays with the terminal
    }

    void csv() {
        const Rows rows{{u"NAME"_s, u"ID"_s}, {{u"=1+1"_s, u"a\"b"_s}, {u"x,y"_s, u"z\nw"_s}}, {}};
        QCOMPARE(print(rows, Output::Csv), "NAME,ID\r\n'=1+1,\"a\"\"b\"\r\n\"x,y\",\"z\nw\"\r\n"_ba);
    }

    void json() {
        const Rows rows{{}, {}, {{{u"id"_s, 7}}, {{u"id"_s, 8}}}};
        const auto array = QJsonDocument::fromJson(print(rows, Output::Json)).array();
        QCOMPARE(array.size(), 2);
        QCOMPARE(array[1].toObject()[u"id"_s].toInt(), 8);
        QCOMPARE(QJsonDocument::fromJson(print({}, Output::Json)).array().size(), 0);
    }

    void rowByRowIsTheSameAsAtOnce() {
        const Rows rows{{u"NAME"_s, u"OUTCOME"_s},
                        {{u"ana"_s, u"done"_s}, {u"bartholomew"_s, u"not tried"_s}},
                        {{{u"name"_s, u"ana\n"_s}, {u"of"_s, 2}}, {{u"name"_s, u"bartholomew"_s}}}};
        for (const Output output : {Output::Table, Output::Csv, Output::Json}) {
            RowPrinter printer(output, rows.heads);
            for (const QStringList& cells : rows.cells)
                printer.fit(cells);
            QVERIFY(!printer.hasBegun());
            QByteArray text = printer.row(rows.cells[0], rows.values[0]);
            QVERIFY(printer.hasBegun());
            QVERIFY2(text.contains("ana") && !text.contains("bartholomew"), text.constData());
            text += printer.row(rows.cells[1], rows.values[1]) + printer.end();
            QCOMPARE(text, print(rows, output));
        }
        QJsonArray array;
        for (const QJsonObject& value : rows.values)
            array << value;
        QCOMPARE(print(rows, Output::Json), QJsonDocument(array).toJson(QJsonDocument::Indented));
        QCOMPARE(print({}, Output::Json), QJsonDocument(QJsonArray()).toJson(QJsonDocument::Indented));
        QCOMPARE(print(rows, Output::Table), "NAME         OUTCOME\nana          done\nbartholomew  not tried\n"_ba);
    }

    void secretsComeByLines() {
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        const QByteArray text = "canary one\r\n\nthree"_ba;
        QCOMPARE(::write(ends[1], text.constData(), size_t(text.size())), text.size());
        ::close(ends[1]);
        SecretSource source(ends[0]);
        QCOMPARE(source.next({})->reveal().toByteArray(), "canary one"_ba);
        QVERIFY(source.next({})->isEmpty());
        QCOMPARE(source.next({})->reveal().toByteArray(), "three"_ba);
        QVERIFY(!source.next({}));
        ::close(ends[0]);
        QVERIFY(!SecretSource(ends[0]).next({})); // closed
    }

    void aSharedTokenIsTakenWhileItIsFresh() {
        test::FakeClock clock;
        secrets::MemoryStore store;
        TokenCache cache(store, clock);
        const QUuid profile = QUuid::createUuid();
        const TokenAnswer answer{Secret("opaque-token"), {}, 3'600'000, 0, false};
        bool written = false;
        store.write({profile, secrets::Kind::AccessToken}, session::packedTokens(answer, clock), this,
                    [&](const Result<void>&) { written = true; });
        QTRY_VERIFY(written);
        const auto read = [&] {
            std::optional<std::optional<Token>> told;
            cache.read(profile, this, [&](std::optional<Token> found) { told = std::move(found); });
            if (!QTest::qWaitFor([&] { return told.has_value(); }))
                qFatal("the cache does not answer");
            return *told;
        };
        clock.advance(600'000);
        QVERIFY(read());
        QCOMPARE(read()->value.reveal().toByteArray(), "opaque-token"_ba);
        QCOMPARE(read()->end.leftMs(clock), 3'000'000);
        clock.advance(2'880'000); // two minutes left
        QVERIFY(!read());
    }

    void aShortLifeIsKnownByTheTokensOwnWords() {
        const test::FakeClock clock;
        const auto left = [&clock](qint64 ms) {
            const auto part = [](const QByteArray& json) {
                return json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
            };
            const QByteArray token = part("{\"alg\":\"RS256\"}") + '.' + part("{\"iat\":1000,\"exp\":1060}") + ".c2ln";
            return TokenCache::fresh(session::packedTokens({Secret(token), {}, ms, 0, true}, clock), clock).has_value();
        };
        QVERIFY(left(40'000)); // of a minute
        QVERIFY(!left(15'000));
    }

    void whatIsNoTokenIsNotBelieved() {
        const test::FakeClock clock;
        for (const char* text : {"", "2 1735689700000 0 token", "1 x y token", "1 17356"})
            QVERIFY2(!TokenCache::fresh(Secret(text), clock), text);
    }
};

QTEST_GUILESS_MAIN(TestCliParts)
#include "tst_cli_parts.moc"
