#include "style/theme.h"
#include "widgets/secretlabel.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace wallaroo;

namespace {

const QByteArray canary = "eyJhcanary-token-0123456789-abcdefghijklmnopqrstuvwxyz-4fQ";

QString heard(QWidget* widget) {
    QAccessibleInterface* object = QAccessible::queryAccessibleInterface(widget);
    QString all;
    for (const auto kind : {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help})
        all += object->text(kind) + u'\n';
    return all;
}

} // namespace

class SecretLabelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(*qApp, Theme::Light); }

    void init();

    void cleanup() { m_window.reset(); }

    void spaceRevealsAndHides();
    void revealEndsWithTheFocus();
    void revealEndsWhenHidden();
    void revealLastsWhileTheButtonIsHeld();
    void revealEndsWithANewToken();
    void nothingToRevealWithoutASecret();
    void accessibleTextHoldsNothingInEitherState();
    void nothingCanBeSelectedOrCopied();
    void theMaskShowsLittle();
    void theWholeTokenHasRoom();

private:
    std::unique_ptr<QWidget> m_window;
    SecretLabel* m_label = nullptr;
    QPushButton* m_button = nullptr;
};

void SecretLabelTest::init() {
    m_window = std::make_unique<QWidget>();
    auto* column = new QVBoxLayout(m_window.get());
    m_label = new SecretLabel;
    m_label->setAccessibleName(QStringLiteral("MLOps token"));
    m_label->setSecret(Secret(canary));
    m_button = new QPushButton(QStringLiteral("Hold to reveal"));
    m_label->setRevealButton(m_button);
    column->addWidget(m_label);
    column->addWidget(m_button);
    m_window->resize(360, 100);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_label->setFocus();
}

void SecretLabelTest::spaceRevealsAndHides() {
    QSignalSpy revealed(m_label, &SecretLabel::revealedChanged);
    QTest::keyClick(m_label, Qt::Key_Space);
    QVERIFY(m_label->isRevealed());
    QTest::keyClick(m_label, Qt::Key_Space);
    QVERIFY(!m_label->isRevealed());
    QTest::keyClick(m_label, Qt::Key_Space);
    QTest::keyClick(m_label, Qt::Key_Escape);
    QVERIFY(!m_label->isRevealed());
    QCOMPARE(revealed.size(), 4);
    QTest::keyClick(m_label, Qt::Key_Space);
    auto* timer = m_label->findChild<QTimer*>();
    QVERIFY(timer && timer->isActive());
    QCOMPARE(timer->interval(), 30'000);
    QVERIFY(timer->isSingleShot());
    timer->setInterval(1); // restarts it
    QTRY_VERIFY(!m_label->isRevealed());
}

void SecretLabelTest::revealEndsWithTheFocus() {
    QTest::keyClick(m_label, Qt::Key_Space);
    QVERIFY(m_label->isRevealed());
    m_button->setFocus();
    QVERIFY(!m_label->isRevealed());
}

void SecretLabelTest::revealEndsWhenHidden() {
    QTest::keyClick(m_label, Qt::Key_Space);
    m_label->hide();
    QVERIFY(!m_label->isRevealed());
}

void SecretLabelTest::revealLastsWhileTheButtonIsHeld() {
    QTest::mousePress(m_button, Qt::LeftButton);
    QVERIFY(m_label->isRevealed());
    QTest::mouseRelease(m_button, Qt::LeftButton);
    QVERIFY(!m_label->isRevealed());
    m_button->setFocus();
    QTest::keyPress(m_button, Qt::Key_Space);
    QVERIFY(m_label->isRevealed());
    QTest::keyRelease(m_button, Qt::Key_Space);
    QVERIFY(!m_label->isRevealed());
    QTest::mousePress(m_button, Qt::LeftButton);
    m_label->setFocus(); // the window lost it, say
    QVERIFY(!m_label->isRevealed());
}

void SecretLabelTest::revealEndsWithANewToken() {
    QTest::keyClick(m_label, Qt::Key_Space);
    m_label->setSecret(Secret(canary)); // the same again changes nothing
    QVERIFY(m_label->isRevealed());
    m_label->setSecret(Secret("eyJh-another-canary-token-0123456789"));
    QVERIFY(!m_label->isRevealed());
}

void SecretLabelTest::nothingToRevealWithoutASecret() {
    m_label->clear();
    QTest::keyClick(m_label, Qt::Key_Space);
    QVERIFY(!m_label->isRevealed());
    QVERIFY(m_label->accessibleDescription().contains(QStringLiteral("none")));
}

void SecretLabelTest::accessibleTextHoldsNothingInEitherState() {
    const QString token = QString::fromUtf8(canary);
    for (const bool revealed : {false, true}) {
        if (revealed)
            QTest::keyClick(m_label, Qt::Key_Space);
        const QString all = heard(m_label);
        QVERIFY(all.contains(QStringLiteral("MLOps token")));
        QVERIFY(all.contains(revealed ? QStringLiteral("shown on screen") : QStringLiteral("hidden")));
        QVERIFY(!all.contains(QStringLiteral("eyJh")));
        QVERIFY(!all.contains(token.right(3)));
        QAccessibleInterface* object = QAccessible::queryAccessibleInterface(m_label);
        QCOMPARE(object->role(), QAccessible::StaticText);
        QVERIFY(!object->textInterface());
        QVERIFY(!object->valueInterface());
        QVERIFY(m_label->toolTip().isEmpty());
    }
}

void SecretLabelTest::nothingCanBeSelectedOrCopied() {
    QApplication::clipboard()->setText(QStringLiteral("untouched"));
    QTest::keyClick(m_label, Qt::Key_Space);
    QTest::keyClick(m_label, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(m_label, Qt::Key_C, Qt::ControlModifier);
    QTest::mouseDClick(m_label, Qt::LeftButton);
    QTest::mousePress(m_label, Qt::LeftButton, {}, {5, 5});
    QTest::mouseMove(m_label, {200, 5});
    QTest::mouseRelease(m_label, Qt::LeftButton, {}, {200, 5});
    QTest::keyClick(m_label, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("untouched"));
    if (QApplication::clipboard()->supportsSelection())
        QVERIFY(!QApplication::clipboard()->text(QClipboard::Selection).contains(QStringLiteral("canary")));
}

void SecretLabelTest::theMaskShowsLittle() {
    const auto lookOf = [this](const QByteArray& secret) {
        m_label->setSecret(Secret(secret));
        return m_label->grab().toImage();
    };
    // First 4 and last 3 alike: the rest, and the length, leave no trace.
    QCOMPARE(lookOf("eyJh-canary-one-0123456789-4fQ"), lookOf("eyJh-canary-two-much-longer-0123456789-abcdef-4fQ"));
    QVERIFY(lookOf("eyJh-canary-one-0123456789-4fQ") != lookOf("eyJh-canary-one-0123456789-4fR"));
    // Of a short one nothing is shown at all.
    QCOMPARE(lookOf("canary-short"), lookOf("other-secret"));
    QVERIFY(lookOf("canary-short") != lookOf(""));
}

void SecretLabelTest::theWholeTokenHasRoom() {
    m_label->setSecret(Secret(canary.repeated(20)));
    const int folded = m_label->heightForWidth(300);
    QTest::keyClick(m_label, Qt::Key_Space);
    QVERIFY(m_label->heightForWidth(300) > 10 * folded);
    QVERIFY(m_label->heightForWidth(600) < m_label->heightForWidth(300));
    m_button->setFocus();
    QCOMPARE(m_label->heightForWidth(300), folded);
}

QTEST_MAIN(SecretLabelTest)
#include "tst_secretlabel.moc"
