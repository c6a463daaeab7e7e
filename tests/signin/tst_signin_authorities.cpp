#include "dialogs/authorityfile.h"
#include "dialogs/formscroll.h"
#include "dialogs/trustauthoritydialog.h"
#include "support/testauthority.h"

#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wallaroo;
using namespace wallaroo::test;

/// CA files: what is read from them, what is refused and why, what is shown before they are trusted.
class TestSignInAuthorities : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsPemAndDer();
    void readsAChainOnce();
    void refused_data();
    void refused();
    void notYetValid();
    void selfSignedServerIsTaken();
    void unreadable();
    void onlyUsableOnesAreKept();
    void dialogShowsWhatCanBeCompared();
    void safeButtonHasTheFocus();
    void trustedByItsLetter();
    void oneCertificateNeedsNoScrollBar_data();
    void oneCertificateNeedsNoScrollBar();

private:
    QString write(const QString& name, const QByteArray& content) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            QTest::qFail("cannot write", __FILE__, __LINE__);
        return file.fileName();
    }

    [[nodiscard]] static QDateTime now() { return QDateTime::currentDateTimeUtc(); }

    QTemporaryDir m_folder;
    TestAuthority m_authority{QStringLiteral("Example Corp CA")};
};

void TestSignInAuthorities::readsPemAndDer() {
    const QSslCertificate ca = m_authority.certificate();
    for (const QByteArray& content : {ca.toPem(), ca.toDer(), "a comment\n" + ca.toPem()}) {
        const auto read = readAuthorities(write(QStringLiteral("ca.pem"), content), now());
        QVERIFY(read);
        QCOMPARE(read->size(), 1);
        const Authority& authority = read->constFirst();
        QCOMPARE(authority.certificate, ca);
        QVERIFY(authority.subject.startsWith(QStringLiteral("Example Corp CA")));
        QVERIFY(authority.issuer.isEmpty());
        QVERIFY(authority.isUsable());
        const QByteArray digest = ca.digest(QCryptographicHash::Sha256).toHex();
        QCOMPARE(authority.sha256.size(), 95);
        QCOMPARE(QString(authority.sha256).remove(u':').toLower().toLatin1(), digest);
    }
}

void TestSignInAuthorities::readsAChainOnce() {
    const TestAuthority other(QStringLiteral("Second CA"));
    const QByteArray one = m_authority.certificate().toPem();
    const auto read =
        readAuthorities(write(QStringLiteral("chain.pem"), one + other.certificate().toPem() + one), now());
    QVERIFY(read);
    QCOMPARE(read->size(), 2);
    QCOMPARE(pemOf(*read), one + other.certificate().toPem());
}

void TestSignInAuthorities::refused_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    const QSslCertificate leaf = m_authority.issue({}).certificate;
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("bad.pem holds no certificate.");
    QTest::newRow("text") << QByteArray("hello") << QStringLiteral("bad.pem holds no certificate.");
    QTest::newRow("cut") << m_authority.certificate().toPem().left(300) << QStringLiteral("holds no certificate.");
    QTest::newRow("key") << m_authority.issue({}).key.toPem() << QStringLiteral("holds no certificate.");
    QTest::newRow("server's own") << leaf.toPem() << QStringLiteral("“localhost” is not a CA");
    TestAuthority::Wanted old;
    old.beginsInSeconds = -86400 * 30;
    old.endsInSeconds = -86400;
    QTest::newRow("expired") << TestAuthority::selfSigned(old).certificate.toPem()
                             << QStringLiteral("“localhost” expired on ");
    QTest::newRow("too large") << QByteArray(1024 * 1024 + 1, 'x') << QStringLiteral("too large for a CA file");
    QByteArray many;
    for (int i = 0; i < 17; ++i)
        many += TestAuthority::selfSigned({}).certificate.toPem();
    QTest::newRow("too many") << many << QStringLiteral("holds 17 certificates.");
}

void TestSignInAuthorities::refused() {
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    const auto read = readAuthorities(write(QStringLiteral("bad.pem"), content), now());
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::BadInput);
    QVERIFY2(read.error().sentence.contains(says), qPrintable(read.error().sentence));
    QVERIFY(!read.error().advice.isEmpty());
}

void TestSignInAuthorities::notYetValid() {
    const QString path = write(QStringLiteral("early.pem"), m_authority.certificate().toPem());
    const auto read = readAuthorities(path, m_authority.certificate().effectiveDate().addDays(-1));
    QVERIFY(!read);
    QVERIFY2(read.error().sentence.contains(QStringLiteral("is not valid before")), qPrintable(read.error().sentence));
}

void TestSignInAuthorities::selfSignedServerIsTaken() {
    const auto server = TestAuthority::selfSigned({}).certificate;
    const auto read = readAuthorities(write(QStringLiteral("server.crt"), server.toPem()), now());
    QVERIFY(read);
    QCOMPARE(read->constFirst().certificate, server);
}

void TestSignInAuthorities::unreadable() {
    for (const QString& path : {m_folder.filePath(QStringLiteral("nowhere.pem")), m_folder.path()}) {
        const auto read = readAuthorities(path, now());
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::FileFailed);
        QVERIFY(read.error().sentence.contains(QStringLiteral("cannot be read")));
    }
}

void TestSignInAuthorities::onlyUsableOnesAreKept() {
    const QByteArray leaf = m_authority.issue({}).certificate.toPem();
    const QByteArray ca = m_authority.certificate().toPem();
    const auto read = readAuthorities(write(QStringLiteral("both.pem"), leaf + ca), now());
    QVERIFY(read);
    QCOMPARE(read->size(), 2);
    QVERIFY(!read->at(0).isUsable());
    QVERIFY(read->at(0).issuer.startsWith(QStringLiteral("Example Corp CA")));
    QVERIFY(read->at(1).isUsable());
    QCOMPARE(pemOf(*read), ca);
}

void TestSignInAuthorities::dialogShowsWhatCanBeCompared() {
    const TestAuthority hostile(QStringLiteral("<b>Evil</b>\nCA"));
    const QByteArray pem =
        m_authority.certificate().toPem() + hostile.certificate().toPem() + m_authority.issue({}).certificate.toPem();
    const auto read = readAuthorities(write(QStringLiteral("show.pem"), pem), now());
    QVERIFY(read);
    auto* dialog = new TrustAuthorityDialog(*read, QStringLiteral("wallaroo.invalid"), nullptr);
    dialog->open();
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    QCOMPARE(dialog->findChildren<QFrame*>(QStringLiteral("authorityCard")).size(), 3);
    const auto subjects = dialog->findChildren<QLabel*>(QStringLiteral("authoritySubject"));
    QVERIFY(subjects.at(0)->text().startsWith(QStringLiteral("Example Corp CA")));
    QVERIFY(subjects.at(1)->text().startsWith(QStringLiteral("<b>Evil</b>")));
    QVERIFY(!subjects.at(1)->text().contains(u'\n'));
    const auto digests = dialog->findChildren<QLabel*>(QStringLiteral("authorityDigest"));
    QCOMPARE(QString(digests.at(0)->text()).remove(u'\n'), read->at(0).sha256);
    QVERIFY(
        dialog->findChild<QLabel*>(QStringLiteral("authorityRefusal"))->text().contains(QStringLiteral("not a CA")));
    for (const auto* label : dialog->findChildren<QLabel*>())
        QVERIFY2(label->textFormat() == Qt::PlainText || label->buddy(), qPrintable(label->text()));
    delete dialog;
}

void TestSignInAuthorities::safeButtonHasTheFocus() {
    const auto read = readAuthorities(write(QStringLiteral("one.pem"), m_authority.certificate().toPem()), now());
    QVERIFY(read);
    auto* dialog = new TrustAuthorityDialog(*read, QStringLiteral("wallaroo.invalid"), nullptr);
    dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy accepted(dialog, &QDialog::accepted);
    QSignalSpy rejected(dialog, &QDialog::rejected);
    dialog->open();
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    QTest::keyClick(dialog, Qt::Key_Return);
    QCOMPARE(rejected.count(), 1);
    dialog->open();
    dialog->findChild<QPushButton*>(QStringLiteral("trustForThisInstance"))->click();
    QCOMPARE(accepted.count(), 1);
    delete dialog;
}

void TestSignInAuthorities::trustedByItsLetter() {
    const auto read = readAuthorities(write(QStringLiteral("letter.pem"), m_authority.certificate().toPem()), now());
    QVERIFY(read);
    auto* dialog = new TrustAuthorityDialog(*read, QStringLiteral("wallaroo.invalid"), nullptr); // deletes itself
    QSignalSpy accepted(dialog, &QDialog::accepted);
    dialog->open();
    dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QTest::keyClick(dialog->focusWidget(), Qt::Key_T, Qt::AltModifier);
    QTRY_COMPARE(accepted.count(), 1);
}

void TestSignInAuthorities::oneCertificateNeedsNoScrollBar_data() {
    QTest::addColumn<bool>("pinned");
    QTest::newRow("a CA") << false;
    QTest::newRow("one certificate") << true;
}

void TestSignInAuthorities::oneCertificateNeedsNoScrollBar() {
    QFETCH(bool, pinned);
    const auto read = readAuthorities(write(QStringLiteral("bar.pem"), m_authority.certificate().toPem()), now());
    QVERIFY(read);
    const QString place = QStringLiteral("wallaroo.example.com");
    auto* dialog = pinned ? new TrustAuthorityDialog(read->front(), place, nullptr)
                          : new TrustAuthorityDialog(*read, place, nullptr);
    dialog->open();
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    const auto* scroll = dialog->findChild<FormScroll*>();
    QTest::qWait(0);
    QTRY_VERIFY(!scroll->verticalScrollBar()->isVisible());
    QVERIFY(!scroll->horizontalScrollBar()->isVisible());
    for (const auto* label : scroll->findChildren<QLabel*>()) {
        const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        QVERIFY2(label->height() >= needed, qPrintable(label->text())); // nothing is cut off
    }
    dialog->close();
}

QTEST_MAIN(TestSignInAuthorities)
#include "tst_signin_authorities.moc"
