#include "privatebus.h"
#include "secrets/keychainstore.h"
#include "waiting.h"

#include <QElapsedTimer>

using namespace wallaroo;
using namespace wallaroo::secrets;
using namespace wallaroo::test;
using namespace std::chrono_literals;

/// A secret service that is there and never says a word: measured, libsecret alone waits 25 s for it.
class TestMuteService : public QObject {
    Q_OBJECT

    PrivateBus m_bus;
    std::unique_ptr<StubService> m_service;

private Q_SLOTS:

    void initTestCase() {
        qputenv("XDG_CURRENT_DESKTOP", "sway");
        qunsetenv("KDE_FULL_SESSION");
        QVERIFY(m_bus.start());
        m_service = std::make_unique<StubService>(
            QStringLiteral("org.freedesktop.secrets"),
            [](const QDBusMessage& message, const QDBusConnection&) { message.setDelayedReply(true); });
        QVERIFY(m_service->start());
    }

    void patienceEndsTheWaitOfAll() {
        KeychainStore store(300ms);
        QObject context;
        const Key key = newKey();
        QElapsedTimer clock;
        clock.start();
        std::vector<Error> errors;
        std::vector<qint64> times;
        const auto failed = [&](const Error& error) {
            errors.push_back(error);
            times.push_back(clock.elapsed());
        };
        store.read(key, &context, [&](const ReadResult& found) { failed(found.error()); });
        store.write(key, Secret("canary"), &context, [&](const Result<void>& done) { failed(done.error()); });
        store.remove(key, &context, [&](const Result<void>& done) { failed(done.error()); });
        QTRY_COMPARE(errors.size(), std::size_t{3});
        for (const Error& error : errors) {
            QCOMPARE(error.kind, ErrorKind::KeychainUnavailable);
            QCOMPARE(error.sentence, QStringLiteral("Secret Service did not answer."));
            QVERIFY(!error.advice.isEmpty());
        }
        for (const qint64 time : times) // those behind the first wait no longer than it
            QVERIFY2(time >= 250 && time < 3000, qPrintable(QString::number(time)));
        QVERIFY(!m_service->asked().isEmpty()); // it was asked
    }

    void saysOnlyOfWhatWasWritten() {
        KeychainStore store(300ms);
        QObject context;
        int told = 0;
        store.read(newKey(), &context, [](const ReadResult&) {});
        store.whenWritten(&context, [&] { ++told; }); // a question changes nothing
        QTRY_COMPARE(told, 1);
        bool failed = false;
        store.write(newKey(), Secret("canary"), &context, [&](const Result<void>& done) { failed = !done; });
        store.whenWritten(&context, [&] { ++told; });
        QTRY_VERIFY(failed); // given up, not done
        QCOMPARE(told, 1);
    }

    void whatWasGivenUpMayYetBeDone() {
        KeychainStore store(300ms);
        QObject context;
        const Key key = newKey();
        bool failed = false;
        store.read(key, &context, [](const ReadResult&) {});
        QVERIFY(!store.isOnItsWay(key)); // it will be read, no more
        store.write(key, Secret("canary"), &context, [&](const Result<void>& done) { failed = !done; });
        QVERIFY(store.isOnItsWay(key));
        QTRY_VERIFY(failed);
        QVERIFY(store.isOnItsWay(key));
        QVERIFY(!store.isOnItsWay(newKey()));
    }

    void oneAnswerOnly() {
        KeychainStore store(50ms);
        QObject context;
        int answers = 0;
        store.read(newKey(), &context, [&](const ReadResult&) { ++answers; });
        QTRY_COMPARE(answers, 1);
        m_service.reset(); // the connection ends, and with it every call that still waits
        QTest::qWait(300);
        QCOMPARE(answers, 1);
    }
};

QTEST_GUILESS_MAIN(TestMuteService)
#include "tst_secrets_mute.moc"
