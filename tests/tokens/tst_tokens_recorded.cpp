// On a real X server, with a second process that records every change of the clipboard and of the primary selection:
// it sees what was copied on purpose, marked as a secret, then that it is gone, and nothing else ever.
#include "base/clock.h"
#include "support/clipboard.h"
#include "widgets/secretfield.h"
#include "widgets/secretlabel.h"
#include "widgets/tokencard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QPushButton>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

const QByteArray canary = "eyJhbGciOiJSUzI1NiJ9.canary-of-the-recorder.c2lnbmF0dXJl"_ba;

} // namespace

class TestRecorded final : public QObject {
    Q_OBJECT

private:
    QProcess m_recorder;
    QList<QJsonObject> m_seen;
    SystemClock m_clock;

    void read() {
        while (m_recorder.canReadLine())
            m_seen << QJsonDocument::fromJson(m_recorder.readLine()).object();
    }

    /// What the other program saw of one of the two, in order.
    QStringList seen(const QString& which) {
        read();
        QStringList texts;
        for (const QJsonObject& entry : std::as_const(m_seen)) {
            if (entry[u"which"_s].toString() == which)
                texts << entry[u"text"_s].toString();
        }
        return texts;
    }

    [[nodiscard]] QString last(const QString& which) {
        return seen(which).isEmpty() ? u"(none)"_s : seen(which).last();
    }

private Q_SLOTS:

    void initTestCase() {
        if (QGuiApplication::platformName() != "xcb"_L1)
            QSKIP("needs an X server: run by xvfb-run with QT_QPA_PLATFORM=xcb");
    }

    void init() {
        m_seen.clear();
        m_recorder.start(QStringLiteral(RECORDER_PROGRAM), QStringList());
        QTRY_VERIFY_WITH_TIMEOUT(seen(u"ready"_s).size() == 1, 30'000);
    }

    void cleanup() {
        m_recorder.closeWriteChannel();
        QVERIFY(m_recorder.waitForFinished());
        for (const QString& text : seen(u"primary"_s))
            QVERIFY2(!text.contains("canary"_L1), qPrintable(text));
    }

    void copiedMarkedAndTakenBack() {
        Clipboard clipboard(*QGuiApplication::clipboard(), m_clock);
        clipboard.copySecret(Secret(canary), u"token"_s, 60'000);
        QTRY_COMPARE(last(u"clipboard"_s), QString::fromUtf8(canary));
        QCOMPARE(m_seen.last()[u"hint"_s].toString(), u"secret"_s);
        clipboard.clearSecret();
        QTRY_COMPARE(last(u"clipboard"_s), QString());
    }

    void takenBackByItself() {
        Clipboard clipboard(*QGuiApplication::clipboard(), m_clock, std::chrono::milliseconds(300));
        clipboard.copySecret(Secret(canary), u"token"_s, 60'000);
        QTRY_VERIFY(seen(u"clipboard"_s).contains(QString::fromUtf8(canary)));
        QTRY_COMPARE(last(u"clipboard"_s), QString());
    }

    void takenBackAtTheEnd() {
        {
            Clipboard clipboard(*QGuiApplication::clipboard(), m_clock);
            clipboard.copySecret(Secret(canary), u"token"_s, 60'000);
            QTRY_COMPARE(last(u"clipboard"_s), QString::fromUtf8(canary));
        }
        QTRY_COMPARE(last(u"clipboard"_s), QString());
    }

    void whatSomebodyElseCopiedStays() {
        Clipboard clipboard(*QGuiApplication::clipboard(), m_clock, std::chrono::milliseconds(400));
        clipboard.copySecret(Secret(canary), u"token"_s, 60'000);
        QTRY_COMPARE(last(u"clipboard"_s), QString::fromUtf8(canary));
        QProcess other;
        other.start(u"xclip"_s, {u"-selection"_s, u"clipboard"_s});
        if (!other.waitForStarted())
            QSKIP("needs xclip");
        other.write("a shopping list");
        other.closeWriteChannel();
        QTRY_COMPARE(last(u"clipboard"_s), u"a shopping list"_s);
        QTRY_COMPARE(clipboard.secretLeftMs(), 0);
        clipboard.clearSecret();
        QTest::qWait(0);
        QCOMPARE(last(u"clipboard"_s), u"a shopping list"_s);
        QProcess::execute(u"xclip"_s, {u"-selection"_s, u"clipboard"_s, u"/dev/null"_s});
    }

    void lookingAtATokenPutsNothingAnywhere() {
        TokenCard card({u"Mlops"_s, u"MLOps token"_s, u"c"_s, u"ca"_s, u"r"_s, u"n"_s, u"l"_s});
        card.setToken(Token{Secret(canary), 60'000, Deadline(m_clock, 60'000)});
        card.show();
        QVERIFY(QTest::qWaitForWindowExposed(&card));
        auto* reveal = card.findChild<QPushButton*>(u"revealMlops"_s);
        auto* label = card.findChild<SecretLabel*>();
        QTest::mousePress(reveal, Qt::LeftButton);
        QVERIFY(label->isRevealed());
        // As somebody would who wants to mark it: press, drag, let go, double click.
        QTest::mousePress(label, Qt::LeftButton, {}, label->rect().topLeft() + QPoint(4, 4));
        QTest::mouseMove(label, label->rect().bottomRight() - QPoint(4, 4));
        QTest::mouseRelease(label, Qt::LeftButton, {}, label->rect().bottomRight() - QPoint(4, 4));
        QTest::mouseDClick(label, Qt::LeftButton);
        QTest::mouseRelease(reveal, Qt::LeftButton);

        SecretField field;
        field.show();
        QVERIFY(QTest::qWaitForWindowExposed(&field));
        field.setSecret(Secret(canary));
        field.setShown(true);
        QTest::mousePress(&field, Qt::LeftButton, {}, QPoint(4, field.height() / 2));
        QTest::mouseMove(&field, QPoint(field.width() - 30, field.height() / 2));
        QTest::mouseRelease(&field, Qt::LeftButton, {}, QPoint(field.width() - 30, field.height() / 2));
        QTest::keySequence(&field, QKeySequence::SelectAll);
        QTest::keySequence(&field, QKeySequence::Copy);
        QTest::keySequence(&field, QKeySequence::Cut);

        // Something harmless comes through, so the recorder has seen all there was.
        QGuiApplication::clipboard()->setText(u"the end"_s);
        QTRY_COMPARE(last(u"clipboard"_s), u"the end"_s);
        for (const QString& text : seen(u"clipboard"_s))
            QVERIFY2(!text.contains("canary"_L1), qPrintable(text));
    }
};

QTEST_MAIN(TestRecorded)
#include "tst_tokens_recorded.moc"
