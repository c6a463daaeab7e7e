// "How long does a deactivated person still get in?"
#include "widgets/accessendpanel.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

class TestAccessEndPanel final : public QObject {
    Q_OBJECT

private:
    static session::AccessFacts facts() {
        session::AccessFacts facts;
        facts.nowMs = QDateTime(QDate(2026, 3, 3), QTime(14, 2)).toMSecsSinceEpoch();
        facts.tokenLifetimeMs = 3'600'000;
        return facts;
    }

private Q_SLOTS:

    void beforeAndAfter() {
        AccessEndPanel panel;
        panel.setFacts(facts(), u"api-client"_s, true);
        QVERIFY2(panel.text().contains("Deactivated now, a token given before works until 15:02"_L1),
                 qPrintable(panel.text()));
        QVERIFY(panel.text().contains("60 min, as those of api-client do"_L1));
        auto closed = facts();
        closed.deactivatedMs = closed.nowMs - 2 * 3'600'000;
        panel.setFacts(closed, u"api-client"_s, false);
        QVERIFY2(panel.text().contains("works any more since 13:02"_L1), qPrintable(panel.text()));
        closed.deactivatedMs = closed.nowMs - 600'000;
        closed.lastAccessMs = {closed.nowMs - 1'800'000};
        panel.setFacts(closed, u"api-client"_s, false);
        QVERIFY2(panel.text().contains("until 14:32 at the latest, by their sessions"_L1), qPrintable(panel.text()));
    }

    void whatItDoesNotReachIsSaidBefore() {
        const AccessEndPanel panel;
        QVERIFY(panel.text().contains("offline sessions"_L1));
        QVERIFY(panel.text().contains("tokens that were given already"_L1));
    }

    void endingIsAskedForOnce() {
        AccessEndPanel panel;
        panel.show();
        QSignalSpy asked(&panel, &AccessEndPanel::endSessionsRequested);
        auto* button = panel.findChild<QPushButton*>(u"endSessions"_s);
        button->click();
        panel.showEnding();
        QVERIFY(!button->isEnabled());
        button->click();
        QCOMPARE(asked.count(), 1);
        panel.showEnded();
        QVERIFY(panel.text().contains("Their sessions have ended"_L1));
        panel.showFailed({ErrorKind::NotAllowed, u"Your account may not."_s, u"Ask for manage-users."_s, {}});
        QVERIFY(panel.text().contains("Your account may not. Ask for manage-users."_L1));
        QVERIFY(button->isEnabled());
    }
};

QTEST_MAIN(TestAccessEndPanel)
#include "tst_tokens_accessend.moc"
