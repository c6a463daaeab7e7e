// Every call that the page offers, copied as a person copies it and run by sh and by python3 against the sandbox.
#include "app/appdesk.h"
#include "dialogs/commanddialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProcess>
#include <QRadioButton>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::test;

namespace {

constexpr int patienceMs = 20'000;

struct Ran {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

/// The script comes by the input; `token`: in the variable that the texts ask for, none when empty.
Ran run(const QString& program, const QString& script, const QString& token) {
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"no_proxy"_s, u"*"_s);
    environment.remove(u"TOKEN"_s);
    if (!token.isEmpty())
        environment.insert(u"TOKEN"_s, token);
    process.setProcessEnvironment(environment);
    process.start(program, program.endsWith("python3"_L1) ? QStringList{u"-"_s} : QStringList());
    process.write(script.toUtf8() + '\n');
    process.closeWriteChannel();
    process.waitForFinished(60'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

} // namespace

class TestTokenCalls final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<AppDesk> m_desk;
    QString m_token;

    /// The dialog behind "A call as curl or Python…" of a card.
    CommandDialog* open(const char* card) {
        auto* menu = m_desk->window()->findChild<QToolButton*>(QLatin1StringView(card))->menu();
        for (auto* action : menu->actions()) {
            if (QString(action->text()).remove(u'&').startsWith("A call as"_L1))
                action->trigger();
        }
        return m_desk->window()->findChild<CommandDialog*>();
    }

    static void choose(CommandDialog& dialog, bool python, bool inside) {
        dialog.findChild<QRadioButton*>(python ? u"asPython"_s : u"asCurl"_s)->setChecked(true);
        dialog.findChild<QCheckBox*>(u"tokenInside"_s)->setChecked(inside);
    }

    static QString copied(CommandDialog& dialog) {
        QGuiApplication::clipboard()->clear();
        dialog.findChild<QAbstractButton*>(u"copyCommand"_s)->click();
        return QGuiApplication::clipboard()->text();
    }

private Q_SLOTS:

    void initTestCase() {
        m_desk = std::make_unique<AppDesk>();
        m_desk->start();
        named<QAbstractButton>(m_desk->dialog(), u"Try it with a sandbox"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_desk->window() && m_desk->isLoaded("usersTable"), patienceMs);
        m_desk->window()->openPage(u"tokens"_s);
        named<QAbstractButton>(m_desk->window(), u"Copy MLOps token"_s)->click();
        m_token = QGuiApplication::clipboard()->text();
        QVERIFY(m_token.startsWith("ey"_L1));
    }

    void cleanupTestCase() { m_desk.reset(); }

    void everyCall_data() {
        QTest::addColumn<bool>("python");
        QTest::addColumn<bool>("inside");
        QTest::newRow("curl, variable") << false << false;
        QTest::newRow("curl, token inside") << false << true;
        QTest::newRow("Python, variable") << true << false;
        QTest::newRow("Python, token inside") << true << true;
    }

    void everyCall() {
        QFETCH(const bool, python);
        QFETCH(const bool, inside);
        auto* dialog = open("copyAsMlops");
        QVERIFY(dialog);
        auto* calls = dialog->findChild<QComboBox*>(u"call"_s);
        QVERIFY(calls->count() > 10);
        choose(*dialog, python, inside);
        // Somebody and something new each time: twice the same would be refused.
        const QString unique = u"%1%2"_s.arg(int(python)).arg(int(inside));
        for (int i = 0; i < calls->count(); ++i) {
            calls->setCurrentIndex(i);
            if (calls->itemText(i).startsWith("Inference"_L1))
                continue; // has no pipeline here; exchange_commandruns sends one
            auto* body = dialog->findChild<QPlainTextEdit*>(u"callBody"_s);
            body->setPlainText(body->toPlainText()
                                   .replace("name@example.com"_L1, "call-"_L1 + unique + "@example.com"_L1)
                                   .replace("my-workspace"_L1, "calls-"_L1 + unique));
            const QString text = copied(*dialog);
            QCOMPARE(text.contains(m_token), inside);
            const Ran ran = run(python ? u"python3"_s : u"sh"_s, text, inside ? QString() : m_token);
            const QByteArray what = calls->itemText(i).toUtf8() + ": " + ran.out + ran.err;
            // The sandbox knows no pipelines: asked for one it refuses, and the command says so by its code.
            const bool isKnown = !calls->itemText(i).startsWith("admin/"_L1);
            QVERIFY2((ran.code == 0) == isKnown, what.constData());
            QVERIFY2(!ran.err.contains(m_token.toUtf8()), "the token is told");
        }
        dialog->reject();
        QTRY_VERIFY(!m_desk->window()->findChild<CommandDialog*>());
    }

    void withoutATokenNothingIsDone() {
        auto* dialog = open("copyAsMlops");
        QVERIFY(dialog);
        choose(*dialog, false, false);
        const Ran ran = run(u"sh"_s, copied(*dialog), {});
        QVERIFY(ran.code != 0);
        QVERIFY(ran.out.isEmpty());
        dialog->reject();
    }
};

QTEST_MAIN(TestTokenCalls)
#include "tst_tokens_calls.moc"
