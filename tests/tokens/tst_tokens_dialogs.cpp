// The dialog that makes a call of curl or Python.
#include "dialogs/commanddialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

class TestTokenDialogs final : public QObject {
    Q_OBJECT

private:
    const Instance m_instance{QUrl(u"https://fake.invalid"_s), QUrl(u"https://fake.invalid/auth"_s)};

private Q_SLOTS:

    void aCallIsChosenSeenAndCopied() {
        CommandDialog dialog(m_instance, false);
        dialog.show();
        auto* preview = dialog.findChild<QPlainTextEdit*>(u"commandPreview"_s);
        auto* copy = dialog.findChild<QPushButton*>(u"copyCommand"_s);
        QVERIFY(preview->toPlainText().contains("/v1/api/users/query"_L1));
        QVERIFY(preview->toPlainText().startsWith("APIURL="_L1));
        dialog.findChild<QRadioButton*>(u"asPython"_s)->click();
        QVERIFY(preview->toPlainText().contains("import requests"_L1));
        QSignalSpy asked(&dialog, &CommandDialog::copyRequested);
        copy->click();
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.last().at(0).value<exchange::Tool>(), exchange::Tool::Python);
        QCOMPARE(asked.last().at(2).toBool(), false);
    }

    void theTokenInsideIsMarkedAndNeverShown() {
        CommandDialog dialog(m_instance, false);
        dialog.show();
        auto* inside = dialog.findChild<QCheckBox*>(u"tokenInside"_s);
        QVERIFY(!inside->isChecked());
        inside->click();
        const QString text = dialog.findChild<QPlainTextEdit*>(u"commandPreview"_s)->toPlainText();
        QVERIFY2(text.contains(u"⟨the token⟩"_s), qPrintable(text));
        QSignalSpy asked(&dialog, &CommandDialog::copyRequested);
        dialog.findChild<QPushButton*>(u"copyCommand"_s)->click();
        QCOMPARE(asked.last().at(2).toBool(), true);
    }

    void anInvitationNamesItsRoles() {
        CommandDialog dialog(m_instance, false);
        auto* calls = dialog.findChild<QComboBox*>(u"call"_s);
        QVERIFY(calls);
        const int row = calls->findText(u"users/invite"_s, Qt::MatchStartsWith);
        QVERIFY(row >= 0);
        QVERIFY2(calls->itemText(row).contains(u"\"roles\": []"_s), qPrintable(calls->itemText(row)));
    }

    void aBrokenBodyIsNamedAndKept() {
        CommandDialog dialog(m_instance, false);
        dialog.show();
        auto* body = dialog.findChild<QPlainTextEdit*>(u"callBody"_s);
        body->setPlainText(u"{\"email\": "_s);
        QCOMPARE(dialog.findChild<QLabel*>(u"callMessage"_s)->text(), u"The body is not JSON."_s);
        QVERIFY(!dialog.findChild<QPushButton*>(u"copyCommand"_s)->isEnabled());
        QCOMPARE(body->toPlainText(), u"{\"email\": "_s);
        body->setPlainText(u"{\"email\": \"a@b\"}"_s);
        QVERIFY(dialog.findChild<QPushButton*>(u"copyCommand"_s)->isEnabled());
    }

    void inferenceAddresses_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("taken");
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("https") << u" https://fake.invalid/v1/api/pipelines/infer/p-1/p "_s << true;
        QTest::newRow("loopback") << u"http://127.0.0.1:8080/v1/api/pipelines/infer/p-1/p"_s << true;
        QTest::newRow("unencrypted") << u"http://fake.invalid/p"_s << false;
        QTest::newRow("a word") << u"pipeline"_s << false;
        QTest::newRow("user info") << u"https://a:b@fake.invalid/p"_s << false;
        QTest::newRow("a file") << u"file:///etc/passwd"_s << false;
    }

    void inferenceAddresses() {
        QFETCH(const QString, typed);
        CommandDialog dialog(m_instance, true);
        dialog.show();
        QCOMPARE(dialog.findChild<QComboBox*>(u"call"_s)->count(), 1); // no user, no MLOps call
        dialog.findChild<QLineEdit*>(u"inferenceAddress"_s)->setText(typed);
        QTEST(dialog.findChild<QPushButton*>(u"copyCommand"_s)->isEnabled(), "taken");
    }
};

QTEST_MAIN(TestTokenDialogs)
#include "tst_tokens_dialogs.moc"
