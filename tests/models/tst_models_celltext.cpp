#include "models/celltext.h"

#include <QTest>
#include <QTextDocumentFragment>

using namespace wallaroo::models;

class CellTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:

    void toolTipsShowTheLettersThemselves_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QStringLiteral("Ana Solano");
        QTest::newRow("tags") << QStringLiteral("<b>Eve</b><img src=\"x\">");
        QTest::newRow("an entity") << QStringLiteral("R&amp;D & more");
        QTest::newRow("half a tag") << QStringLiteral("a < b");
        QTest::newRow("two lines") << QStringLiteral("14:00 CEST\n12:00 UTC");
        QTest::newRow("quotes") << QStringLiteral("\"x\" 'y'");
    }

    void toolTipsShowTheLettersThemselves() {
        QFETCH(QString, text);
        const QString tip = literalToolTip(text);
        QVERIFY(Qt::mightBeRichText(tip)); // or Qt would show the escapes
        QCOMPARE(QTextDocumentFragment::fromHtml(tip).toPlainText(), text);
    }

    void nothingHasNoToolTip() { QCOMPARE(literalToolTip(QString()), QString()); }

    void actionsAreWords_data() {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* action, const QString& words) {
            QTest::newRow(action) << QString::fromLatin1(action) << words;
        };
        row("UPDATE_PASSWORD", QStringLiteral("Update password"));
        row("CONFIGURE_TOTP", QStringLiteral("Configure totp"));
        row("webauthn-register", QStringLiteral("Webauthn-register"));
        row("TERMS_AND_CONDITIONS", QStringLiteral("Terms and conditions"));
        row("", QString());
        row("A\nB", QStringLiteral("A\u240Ab"));
    }

    void actionsAreWords() {
        QFETCH(QString, action);
        QFETCH(QString, words);
        QCOMPARE(actionWords(action), words);
    }
};

QTEST_APPLESS_MAIN(CellTextTest)
#include "tst_models_celltext.moc"
