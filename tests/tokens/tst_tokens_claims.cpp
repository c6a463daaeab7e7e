// What is shown of the inside of a token.
#include "jose/signer.h"
#include "support/claimrows.h"
#include "support/fakeclock.h"
#include "support/fakesender.h"
#include "widgets/facttable.h"
#include "widgets/secretfield.h"
#include "widgets/tokeninspector.h"

#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

constexpr qint64 now = test::FakeClock::startWallMs;
const QString issuer = u"https://fake.invalid/auth/realms/master"_s;

QByteArray claimsOf(const QByteArray& more = {}) {
    return "{\"iss\":\"" + issuer.toUtf8() + "\",\"sub\":\"5d1f\",\"preferred_username\":\"ana\",\"typ\":\"Bearer\","
           + "\"azp\":\"api-client\",\"realm_access\":{\"roles\":[\"admin\",\"default-roles-master\",\"own\"]},"
           + "\"iat\":" + QByteArray::number(now / 1000) + ",\"exp\":" + QByteArray::number(now / 1000 + 2530) + more
           + "}";
}

QList<ClaimRow> rowsOf(const QByteArray& claims, std::optional<qint64> difference = 0, qint64 at = now) {
    const QByteArray token = test::base64Url("{\"alg\":\"RS256\"}") + '.' + test::base64Url(claims) + ".c2ln";
    return claimRows(*jose::Jwt::parse(Secret(token)), {at, difference, issuer});
}

QString valueOf(const QList<ClaimRow>& rows, const QString& name) {
    for (const ClaimRow& row : rows) {
        if (row.name == name)
            return row.value;
    }
    return u"(no row)"_s;
}

QStringList notesOf(const QList<ClaimRow>& rows) {
    QStringList notes;
    for (const ClaimRow& row : rows) {
        if (row.name == "Note"_L1)
            notes << row.value;
    }
    return notes;
}

} // namespace

class TestClaims final : public QObject {
    Q_OBJECT

private:
    test::Signer m_realm{"key-1"};

    [[nodiscard]] static QString shown(const TokenInspector& inspector, const QString& name) {
        const auto* table = inspector.findChild<FactTable*>();
        for (int row = 0; row < table->rowCount(); ++row) {
            if (table->item(row, 0)->text() == name)
                return table->item(row, 1)->text();
        }
        return u"(no row)"_s;
    }

private Q_SLOTS:

    void rowsInWords() {
        const auto rows = rowsOf(claimsOf());
        QCOMPARE(valueOf(rows, u"Issuer"_s), issuer);
        QCOMPARE(valueOf(rows, u"Subject"_s), u"ana (5d1f)"_s);
        QCOMPARE(valueOf(rows, u"Acts as"_s), u"platform administrator"_s);
        QCOMPARE(valueOf(rows, u"Roles"_s),
                 u"admin (runs the platform), default-roles-master (what everybody has), own"_s);
        QVERIFY(valueOf(rows, u"Expires"_s).endsWith("in 42 min"_L1));
        QVERIFY(valueOf(rows, u"Issued"_s).contains("2025-01-01 00:00:00 UTC by the server's clock"_L1));
        QVERIFY(notesOf(rows).isEmpty());
    }

    void aClientIsSaidOnceBeforeItsRoles() {
        const auto rows =
            rowsOf(claimsOf(",\"resource_access\":{\"m\":{\"roles\":[\"view-users\",\"x\"]},\"n\":{\"roles\":[\"y\"]}},"
                            "\"https://hasura.io/jwt/claims\":{\"x-hasura-default-role\":\"user\","
                            "\"x-hasura-user-id\":\"5d1f\"}"));
        QCOMPARE(valueOf(rows, u"Roles of clients"_s), u"m: view-users (may list people), x, n: y"_s);
        QCOMPARE(valueOf(rows, u"Hasura"_s), u"acts as user by default \u00b7 user 5d1f"_s);
    }

    void actors_data() {
        QTest::addColumn<QByteArray>("claims");
        QTest::addColumn<QString>("acts");
        QTest::newRow("administrator") << claimsOf() << u"platform administrator"_s;
        QTest::newRow("user") << "{\"realm_access\":{\"roles\":[\"default-roles-master\"]}}"_ba << u"ordinary user"_s;
        QTest::newRow("service account")
            << "{\"preferred_username\":\"service-account-api-client\",\"azp\":\"api-client\"}"_ba
            << u"service account of api-client, no user"_s;
        QTest::newRow("not told") << "{}"_ba << QString();
    }

    void actors() {
        QFETCH(const QByteArray, claims);
        const QByteArray token = test::base64Url("{}") + '.' + test::base64Url(claims) + '.';
        QTEST(actingAs(jose::Jwt::parse(Secret(token))->claims), "acts");
    }

    void whatKeepsItFromBeingBelievedIsNoted_data() {
        QTest::addColumn<QByteArray>("claims");
        QTest::addColumn<qint64>("at");
        QTest::addColumn<QString>("note");
        QTest::newRow("expired") << claimsOf() << now + 2'530'000 << u"It has expired."_s;
        QTest::newRow("from the future") << claimsOf() << now - 3'600'000 << u"from the future"_s;
        QTest::newRow("duplicates") << claimsOf(",\"sub\":\"other\"") << now << u"Stands twice in it: sub."_s;
        QTest::newRow("wrong type") << claimsOf(",\"email\":7") << now << u"email"_s;
        QTest::newRow("another realm") << "{\"iss\":\"https://evil.example\",\"exp\":9999999999}"_ba << now
                                       << u"elsewhere"_s;
        QTest::newRow("no end") << "{\"iss\":\"" + issuer.toUtf8() + "\"}" << now << u"no end"_s;
    }

    void whatKeepsItFromBeingBelievedIsNoted() {
        QFETCH(const QByteArray, claims);
        QFETCH(const qint64, at);
        QFETCH(const QString, note);
        const auto notes = notesOf(rowsOf(claims, 0, at));
        QVERIFY2(notes.join(u'\n').contains(note), qPrintable(notes.join(u'\n')));
    }

    void timeIsTheServers() {
        // This clock is an hour ahead: by it the token had ended long ago.
        const auto rows = rowsOf(claimsOf(), -3'600'000, now + 3'600'000);
        QVERIFY(valueOf(rows, u"Expires"_s).endsWith("in 42 min"_L1));
        QVERIFY(valueOf(rows, u"Clocks"_s).contains("1 h ahead"_L1));
        QVERIFY(notesOf(rows).isEmpty());
    }

    void clocks_data() {
        QTest::addColumn<qint64>("difference");
        QTest::addColumn<QString>("says");
        QTest::newRow("none") << qint64(400) << u"agree"_s;
        QTest::newRow("little") << qint64(2'000) << u"differ by 2 s"_s;
        QTest::newRow("at the bound") << qint64(120'999) << u"differ by 2 min"_s;
        QTest::newRow("behind") << qint64(180'000) << u"3 min behind"_s;
        QTest::newRow("ahead") << qint64(-86'400'000) << u"24 h ahead"_s;
    }

    void clocks() {
        QFETCH(const qint64, difference);
        QFETCH(const QString, says);
        const auto row = clockRow(difference);
        QVERIFY(row);
        QVERIFY2(row->value.contains(says), qPrintable(row->value));
        QVERIFY(!clockRow(std::nullopt));
    }

    void hostileClaimsAreShownLiterally() {
        const auto rows =
            rowsOf("{\"preferred_username\":\"admin\\u202Egro\",\"sub\":\"a\\nb\",\"scope\":\"<b>x</b>\",\"exp\":9e9}");
        for (const ClaimRow& row : rows) {
            QVERIFY(!row.value.contains(QChar(u'\u202E')));
            QVERIFY(!row.value.contains(u'\n'));
        }
        QCOMPARE(valueOf(rows, u"Scope"_s), u"<b>x</b>"_s);
    }

    void jsonAsItWasSent() {
        const QByteArray token = test::base64Url("{\"b\":1,\"alg\":\"none\",\"a\":[1,{\"x\":\"{,:}\\\"y\"}]}") + '.'
                                 + test::base64Url("{\"z\":{},\"z\":2}") + '.';
        const QString raw = rawJson(*jose::Jwt::parse(Secret(token)));
        QVERIFY(raw.indexOf("\"b\""_L1) < raw.indexOf("\"alg\""_L1)); // not sorted
        QCOMPARE(raw.count("\"z\""_L1), 2);                           // not thrown away
        QVERIFY(raw.contains("\"{,:}\\\"y\""_L1));                    // texts are left alone
    }

    void verdicts_data() {
        QTest::addColumn<jose::Verdict>("verdict");
        QTest::addColumn<QString>("begins");
        QTest::newRow("verified") << jose::Verdict::Verified << u"verified with key k (RS256)"_s;
        QTest::newRow("not verified") << jose::Verdict::NotVerified << u"not verified: w"_s;
        QTest::newRow("key unknown") << jose::Verdict::KeyUnknown << u"key unknown: w"_s;
        QTest::newRow("not checked") << jose::Verdict::NotChecked << u"algorithm not checked: w"_s;
    }

    void verdicts() {
        QFETCH(const jose::Verdict, verdict);
        const ClaimRow row = signatureRow({verdict, u"k"_s, u"w"_s});
        QTEST(row.value, "begins");
        QCOMPARE(row.tint == Tint::Good, verdict == jose::Verdict::Verified);
        const ClaimRow old = signatureRow({verdict, u"k"_s, u"w"_s}, 1'500'000, u"No answer."_s);
        QCOMPARE(old.value,
                 row.value + u" · by keys that were read 25 min ago and could not be read again: No answer."_s);
        QVERIFY(old.tint != Tint::Good);
    }

    void aKeyThatTheRealmWithdrewIsNotBelievedForLong() {
        test::FakeSender sender;
        test::FakeClock clock;
        sender.expect("certs").answer(m_realm.jwks());
        RealmKeys keys(sender, {QUrl(u"https://fake.invalid"_s), QUrl(u"https://fake.invalid/auth"_s)}, clock);
        TokenInspector inspector(keys, clock, issuer);
        inspector.show();
        inspector.setOwn({{u"MLOps token"_s, Secret(m_realm.token(claimsOf()))}});
        QTRY_COMPARE(shown(inspector, u"Signature"_s), u"verified with key key-1 (RS256)"_s);
        clock.advance(599'000);
        inspector.refresh();
        QCOMPARE(int(sender.requests().size()), 1);

        // Not to be read again: what was found stays, with what it is worth.
        sender.expect("certs").fail(ErrorKind::TookTooLong);
        clock.advance(901'000);
        inspector.refresh();
        QTRY_VERIFY2(shown(inspector, u"Signature"_s).contains("could not be read again"_L1),
                     qPrintable(shown(inspector, u"Signature"_s)));
        QVERIFY(shown(inspector, u"Signature"_s)
                    .startsWith(u"verified with key key-1 (RS256) · by keys that were read 25 min ago"_s));
        inspector.refresh();
        QCOMPARE(int(sender.requests().size()), 2); // once a minute at most

        const test::Signer next("key-2");
        auto& certs = sender.expect("certs");
        clock.advance(61'000);
        inspector.refresh();
        certs.answer(next.jwks());
        QTRY_VERIFY(shown(inspector, u"Signature"_s).startsWith("key unknown: "_L1));
        QVERIFY(!shown(inspector, u"Signature"_s).contains("ago"_L1));
    }

    void theInspectorAsksForTheKeysOnce() {
        test::FakeSender sender;
        test::FakeClock clock;
        auto& certs = sender.expect("certs");
        RealmKeys keys(sender, {QUrl(u"https://fake.invalid"_s), QUrl(u"https://fake.invalid/auth"_s)}, clock);
        TokenInspector inspector(keys, clock, issuer);
        inspector.show();
        inspector.setOwn({{u"MLOps token"_s, Secret(m_realm.token(claimsOf()))}});
        QCOMPARE(shown(inspector, u"Signature"_s), u"being checked…"_s);
        certs.answer(m_realm.jwks());
        QTRY_COMPARE(shown(inspector, u"Signature"_s), u"verified with key key-1 (RS256)"_s);
        inspector.refresh();
        QCOMPARE(int(sender.requests().size()), 1);
    }

    void withoutKeysNothingIsBelieved_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no list") << 200 << "{\"error\":\"x\"}"_ba;
        QTest::newRow("empty list") << 200 << "{\"keys\":[]}"_ba;
        QTest::newRow("down") << 503 << ""_ba;
    }

    void withoutKeysNothingIsBelieved() {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        test::FakeSender sender;
        test::FakeClock clock;
        auto& certs = sender.expect("certs");
        if (status == 200)
            certs.answer(body);
        else
            certs.refuse(status, body);
        RealmKeys keys(sender, {QUrl(u"https://fake.invalid"_s), QUrl(u"https://fake.invalid/auth"_s)}, clock);
        TokenInspector inspector(keys, clock, issuer);
        inspector.show();
        inspector.setOwn({{u"MLOps token"_s, Secret(m_realm.token(claimsOf()))}});
        QTRY_VERIFY(shown(inspector, u"Signature"_s).startsWith("not verified: "_L1));
    }

    void aReplacedKeyIsAskedForAfterAMinute() {
        test::FakeSender sender;
        test::FakeClock clock;
        const test::Signer next("key-2");
        sender.expect("certs").answer(m_realm.jwks());
        RealmKeys keys(sender, {QUrl(u"https://fake.invalid"_s), QUrl(u"https://fake.invalid/auth"_s)}, clock);
        TokenInspector inspector(keys, clock, issuer);
        inspector.show();
        inspector.setOwn({{u"MLOps token"_s, Secret(next.token(claimsOf()))}});
        QTRY_VERIFY(shown(inspector, u"Signature"_s).startsWith("key unknown: "_L1));
        inspector.refresh();
        QCOMPARE(int(sender.requests().size()), 1);
        clock.advance(60'001);
        sender.expect("certs").answer(next.jwks());
        inspector.refresh();
        QTRY_VERIFY(shown(inspector, u"Signature"_s).startsWith("verified"_L1));
    }

    void anyTokenCanBePasted() {
        test::FakeSender sender;
        test::FakeClock clock;
        sender.expect("certs").answer(m_realm.jwks());
        RealmKeys keys(sender, {QUrl(u"https://fake.invalid"_s), QUrl(u"https://fake.invalid/auth"_s)}, clock);
        TokenInspector inspector(keys, clock, issuer);
        inspector.show();
        auto* field = inspector.findChild<SecretField*>();
        QVERIFY(field->isVisible()); // nothing of one's own: another one is all there is
        const QByteArray token = m_realm.token(claimsOf(",\"jti\":\"canary-claim\""));
        QGuiApplication::clipboard()->setText(QString::fromUtf8(token));
        field->setFocus();
        QTest::keySequence(field, QKeySequence::Paste);
        QTRY_VERIFY(shown(inspector, u"Signature"_s).startsWith("verified"_L1));
        QVERIFY(!field->text().contains("ey"_L1)); // bullets: the token is in no widget's hands
        QTest::keySequence(field, QKeySequence::Undo);
        QVERIFY(!field->text().contains("ey"_L1)); // nor in its history
        inspector.hide();
        QVERIFY(field->secret().isEmpty());
        QCOMPARE(inspector.findChild<FactTable*>()->rowCount(), 0);
        QVERIFY(inspector.findChild<QPlainTextEdit*>()->toPlainText().isEmpty());
    }

    void whatStandsAroundAPastedTokenIsLeftOut_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("a header") << "Authorization: Bearer "_ba
                                  << ""_ba;
        QTest::newRow("a header in small letters") << "authorization: bearer "_ba
                                                   << " "_ba;
        QTest::newRow("a word") << "Bearer "_ba
                                << ""_ba;
        QTest::newRow("blanks") << "  "_ba
                                << "  "_ba;
        QTest::newRow("quotes") << "\""_ba
                                << "\""_ba;
        QTest::newRow("a line") << ""_ba
                                << "\n"_ba;
    }

    void whatStandsAroundAPastedTokenIsLeftOut() {
        QFETCH(const QByteArray, before);
        QFETCH(const QByteArray, after);
        test::FakeSender sender;
        test::FakeClock clock;
        sender.expect("certs").answer(m_realm.jwks());
        RealmKeys keys(sender, {QUrl(u"https://fake.invalid"_s), QUrl(u"https://fake.invalid/auth"_s)}, clock);
        TokenInspector inspector(keys, clock, issuer);
        inspector.show();
        auto* field = inspector.findChild<SecretField*>();
        QGuiApplication::clipboard()->setText(QString::fromUtf8(before + m_realm.token(claimsOf()) + after));
        QTest::keySequence(field, QKeySequence::Paste);
        QTRY_VERIFY(shown(inspector, u"Signature"_s).startsWith("verified"_L1));
    }

    void aMegabyteIsRefusedByName() {
        test::FakeSender sender;
        test::FakeClock clock;
        RealmKeys keys(sender, {QUrl(u"https://fake.invalid"_s), QUrl(u"https://fake.invalid/auth"_s)}, clock);
        TokenInspector inspector(keys, clock, issuer);
        inspector.show();
        auto* field = inspector.findChild<SecretField*>();
        const QByteArray huge = m_realm.token("{\"a\":\"" + QByteArray(1 << 20, 'x') + "\"}");
        QGuiApplication::clipboard()->setText(QString::fromUtf8(huge));
        QTest::keySequence(field, QKeySequence::Paste);
        auto* message = inspector.findChild<QLabel*>(u"inspectorMessage"_s);
        QVERIFY2(message->text().contains("longer than 256 KiB"_L1), qPrintable(message->text()));
        QCOMPARE(inspector.findChild<FactTable*>()->rowCount(), 0);
    }

    void longValuesNeverCoverTheNextRow() {
        test::FakeSender sender;
        test::FakeClock clock;
        sender.expect("certs").answer(m_realm.jwks());
        RealmKeys keys(sender, {QUrl(u"https://fake.invalid"_s), QUrl(u"https://fake.invalid/auth"_s)}, clock);
        TokenInspector inspector(keys, clock, issuer);
        inspector.resize(700, 500);
        inspector.show();
        QByteArray roles;
        for (int i = 0; i < 40; ++i)
            roles += (i ? ",\"team-" : "\"team-") + QByteArray::number(i) + "-with-a-long-name\"";
        inspector.setOwn({{u"MLOps token"_s, Secret(m_realm.token("{\"realm_access\":{\"roles\":[" + roles + "]}}"))}});
        const auto* table = inspector.findChild<FactTable*>();
        for (const int width : {700, 420, 1000}) {
            inspector.resize(width, 500);
            QTRY_VERIFY(shown(inspector, u"Signature"_s).startsWith("verified"_L1));
            const auto fits = [table] {
                int all = 0;
                for (int row = 0; row < table->rowCount(); ++row) {
                    // By the font, not by what the view asks its delegate for.
                    const int column = table->columnWidth(1);
                    const QRect text = table->fontMetrics().boundingRect(QRect(0, 0, column, 10'000), Qt::TextWordWrap,
                                                                         table->item(row, 1)->text());
                    if (table->rowHeight(row) < text.height())
                        return false;
                    all += table->rowHeight(row);
                }
                return table->height() >= all;
            };
            QTRY_VERIFY2(fits(), qPrintable(QString::number(width)));
        }
    }

    void whatIsNoTokenIsNamed() {
        test::FakeSender sender;
        test::FakeClock clock;
        RealmKeys keys(sender, {QUrl(u"https://fake.invalid"_s), QUrl(u"https://fake.invalid/auth"_s)}, clock);
        TokenInspector inspector(keys, clock, issuer);
        inspector.show();
        auto* message = inspector.findChild<QLabel*>(u"inspectorMessage"_s);
        auto* field = inspector.findChild<SecretField*>();
        field->setSecret(Secret("hello"));
        QVERIFY2(message->text().contains("no JWT"_L1), qPrintable(message->text()));
        QVERIFY(!field->secret().isEmpty()); // nothing typed is lost
        // One's own may be anything (RFC 6749 §1.4): nothing is wrong with it.
        inspector.setOwn({{u"MLOps token"_s, Secret("opaque")}}); // shown at once: nobody has chosen another
        QVERIFY2(message->text().contains("works all the same"_L1), qPrintable(message->text()));
    }

    void theTokenItselfIsNowhere() {
        test::FakeSender sender;
        test::FakeClock clock;
        sender.expect("certs").answer(m_realm.jwks());
        RealmKeys keys(sender, {QUrl(u"https://fake.invalid"_s), QUrl(u"https://fake.invalid/auth"_s)}, clock);
        TokenInspector inspector(keys, clock, issuer);
        inspector.show();
        const QByteArray token = m_realm.token(claimsOf());
        const QString signature = QString::fromUtf8(token.split('.').last());
        inspector.setOwn({{u"MLOps token"_s, Secret(token)}});
        for (auto* widget : inspector.findChildren<QWidget*>()) {
            auto* heard = QAccessible::queryAccessibleInterface(widget);
            for (int part = 0; heard && part <= QAccessible::Help; ++part)
                QVERIFY(!heard->text(static_cast<QAccessible::Text>(part)).contains(signature));
            QVERIFY(!widget->toolTip().contains(signature));
        }
        QVERIFY(!inspector.findChild<QPlainTextEdit*>()->toPlainText().contains(signature));
    }
};

QTEST_MAIN(TestClaims)
#include "tst_tokens_claims.moc"
