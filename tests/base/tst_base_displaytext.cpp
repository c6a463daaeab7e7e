#include "base/displaytext.h"

#include <QTest>

using namespace wallaroo;

/// Rule 38: what a server calls a person cannot hide, reorder or break a line.
class TestDisplayText : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void shown_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char* name, const QString& text, const QString& shown) {
            QTest::newRow(name) << text << shown;
        };
        const auto same = [&](const char* name, const QString& text) { row(name, text, text); };
        same("empty", {});
        same("ascii", QStringLiteral("ana@example.com"));
        same("html is text", QStringLiteral("<b>x</b>&amp;"));
        same("accents", QStringLiteral("Jos\u00E9 \u0141ukasz"));
        same("japanese", QStringLiteral("\u5C71\u7530\u592A\u90CE"));
        same("hebrew", QStringLiteral("\u05D3\u05D5\u05D3"));
        same("emoji", QString::fromUcs4(U"\U0001F600"));
        row("newline", QStringLiteral("a\nb"), QStringLiteral("a\u240Ab"));
        row("tab and return", QStringLiteral("a\tb\r"), QStringLiteral("a\u2409b\u240D"));
        row("nul", QString(QChar(u'\0')), QStringLiteral("\u2400"));
        row("delete", QString(QChar(u'\x7F')), QStringLiteral("\u2421"));
        row("c1", QString(QChar(u'\x85')), QStringLiteral("\u27E8U+0085\u27E9"));
        row("right-to-left override", QStringLiteral("admin\u202Egro.exe"),
            QStringLiteral("admin\u27E8U+202E\u27E9gro.exe"));
        row("isolate", QStringLiteral("\u2066x\u2069"), QStringLiteral("\u27E8U+2066\u27E9x\u27E8U+2069\u27E9"));
        row("arabic letter mark", QStringLiteral("\u061C"), QStringLiteral("\u27E8U+061C\u27E9"));
        row("zero width", QStringLiteral("ad\u200Bmin"), QStringLiteral("ad\u27E8U+200B\u27E9min"));
        row("line separator", QStringLiteral("a\u2028b\u2029"),
            QStringLiteral("a\u27E8U+2028\u27E9b\u27E8U+2029\u27E9"));
        row("byte order mark", QStringLiteral("\uFEFFa"), QStringLiteral("\u27E8U+FEFF\u27E9a"));
        row("soft hyphen", QStringLiteral("a\u00ADb"), QStringLiteral("a\u27E8U+00AD\u27E9b"));
        row("tag", QString::fromUcs4(U"\U000E0041"), QStringLiteral("\u27E8U+E0041\u27E9"));
        row("lone high surrogate", QString(QChar(u'\xD800')) + u'a', QStringLiteral("\uFFFDa"));
        row("lone low surrogate", QString(QChar(u'\xDC00')), QStringLiteral("\uFFFD"));
        row("high at the end", u'a' + QString(QChar(u'\xD83D')), QStringLiteral("a\uFFFD"));
    }

    void shown() {
        QFETCH(QString, text);
        QTEST(displayText(text), "shown");
    }

    void longTextIsCut() {
        const QString cut = displayText(QString(10'000, u'x'));
        QCOMPARE(cut.size(), 513);
        QVERIFY(cut.endsWith(QChar(u'\u2026')));
        QCOMPARE(displayText(QString(512, u'x')).size(), 512);
        QCOMPARE(displayText(QStringLiteral("abcdef"), 3), QStringLiteral("abc\u2026"));
        QCOMPARE(displayText(QStringLiteral("\u00E9bcdef"), 3), QStringLiteral("\u00E9bc\u2026"));
    }

    /// Neither half a pair nor half a mark, and never longer than the limit and one sign.
    void theCutFallsBetweenSigns() {
        const QString smile = QString::fromUcs4(U"\U0001F600");
        QCOMPARE(displayText(u'a' + smile + smile, 2), QStringLiteral("a\u2026"));
        QCOMPARE(displayText(QStringLiteral("ab\u202Ecd"), 4), QStringLiteral("ab\u2026"));
        const QString flood = displayText(QString(2000, QChar(u'\u202E')), 100);
        QVERIFY(flood.size() <= 101);
    }

    void rightToLeftIsIsolated() {
        QCOMPARE(isolatedText(QStringLiteral("Ana")), QStringLiteral("Ana"));
        QCOMPARE(isolatedText(QStringLiteral("\u05D3\u05D5\u05D3")), QStringLiteral("\u2068\u05D3\u05D5\u05D3\u2069"));
        QCOMPARE(isolatedText(QStringLiteral("\u0645\u062D")), QStringLiteral("\u2068\u0645\u062D\u2069"));
        const QString adlam = QString::fromUcs4(U"\U0001E900\U0001E901"); // right-to-left beyond the first plane
        QCOMPARE(isolatedText(adlam), QChar(u'\u2068') + adlam + QChar(u'\u2069'));
        QCOMPARE(isolatedText(QStringLiteral("\u202Ex")), QStringLiteral("\u27E8U+202E\u27E9x"));
    }
};

QTEST_APPLESS_MAIN(TestDisplayText)
#include "tst_base_displaytext.moc"
