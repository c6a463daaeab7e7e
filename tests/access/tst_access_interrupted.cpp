#include "pages/interruptedruns.h"
#include "support/fakeclock.h"
#include "widgets/banner.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

const QString here = u"https://here.example.com https://here.example.com"_s;

runs::Plan planOf(const QString& name, const QString& instanceId = here) {
    runs::Plan plan;
    plan.verb = u"members.add"_s;
    plan.instanceId = instanceId;
    plan.actor = u"ana"_s;
    for (int i = 0; i < 4; ++i) {
        runs::Step step;
        step.kind = u"workspace.add"_s;
        plan.items.push_back({name + QString::number(i), name, {}, {step}, runs::AfterFailure::StopHere, {}, {}});
    }
    return plan;
}

struct Desk {
    QTemporaryDir home;
    Banner banner;
    std::vector<runs::RunJournal::Found> taken;
    bool isRefused = false;
    InterruptedRuns interrupted{banner, [](const runs::Plan& plan) { return plan.items.front().name; },
                                [this](const runs::RunJournal::Found& found) -> Result<void> {
                                    if (isRefused)
                                        return failure(ErrorKind::FileFailed, u"Another window has it."_s);
                                    taken.push_back(found);
                                    return {};
                                },
                                nullptr};

    /// A run that came as far as its first item, and whose program is gone.
    void leave(const runs::Plan& plan, qint64 atMs) {
        auto journal = runs::RunJournal::begin(home.path(), plan, atMs);
        QVERIFY(journal);
        runs::StepOutcome done;
        done.state = runs::State::Done;
        QVERIFY((*journal)->sending(0, 0, atMs));
        QVERIFY((*journal)->ended(0, 0, done));
        QVERIFY((*journal)->sending(1, 0, atMs));
        QFile file((*journal)->path());
        journal->reset();
        QVERIFY(file.open(QIODevice::ReadWrite)); // runs are told apart by the time of the file
        QVERIFY(file.setFileTime(QDateTime::fromMSecsSinceEpoch(atMs), QFileDevice::FileModificationTime));
    }

    int files() const { return static_cast<int>(QDir(home.path()).entryList({u"*.run"_s}).size()); }

    void press(int index) {
        const auto buttons = banner.findChildren<QPushButton*>();
        for (auto* button : buttons) {
            if (button->text() == (index == 0 ? u"Continue…" : u"Drop"))
                button->click();
        }
    }
};

} // namespace

class TestAccessInterrupted final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void nothingIsSaidWhenAllEnded() {
        Desk desk;
        QCOMPARE(desk.interrupted.look(desk.home.path(), here, u"ana"_s), 0);
        QVERIFY(desk.banner.isHidden());
    }

    void continueTakesItUp() {
        Desk desk;
        desk.leave(planOf(u"first"_s), 1000);
        QCOMPARE(desk.interrupted.look(desk.home.path(), here, u"ana"_s), 1);
        QVERIFY2(desk.banner.text().contains(u"1 of 4 done, 1 unknown"_s), qPrintable(desk.banner.text()));
        desk.press(0);
        QVERIFY(desk.banner.isHidden());
        QCOMPARE(desk.taken.size(), size_t(1));
        QCOMPARE(desk.taken[0].counts.unknown, 1);
        QCOMPARE(desk.files(), 1); // until its results were seen
    }

    void dropForgetsItAndOffersTheNext() {
        Desk desk;
        desk.leave(planOf(u"first"_s), 1000);
        desk.leave(planOf(u"second"_s), 2000);
        QCOMPARE(desk.interrupted.look(desk.home.path(), here, u"ana"_s), 2);
        QVERIFY(desk.banner.text().contains(u"second"_s)); // the newest
        desk.press(1);
        QCOMPARE(desk.files(), 1);
        QVERIFY(!desk.banner.isHidden());
        QVERIFY(desk.banner.text().contains(u"first"_s));
        desk.press(0);
        QCOMPARE(desk.taken.size(), size_t(1));
        desk.interrupted.offerNext();
        QVERIFY(desk.banner.isHidden());
    }

    void anotherWaitsUntilTheResultsWereSeen() {
        Desk desk;
        desk.leave(planOf(u"first"_s), 1000);
        desk.leave(planOf(u"second"_s), 2000);
        desk.interrupted.look(desk.home.path(), here, u"ana"_s);
        desk.press(0);
        QVERIFY(desk.banner.isHidden());
        desk.interrupted.offerNext();
        QVERIFY(desk.banner.text().contains(u"first"_s));
    }

    void anotherInstancesRunsStay() {
        Desk desk;
        desk.leave(planOf(u"first"_s, u"https://there.example.com x"_s), 1000);
        QCOMPARE(desk.interrupted.look(desk.home.path(), here, u"ana"_s), 0);
        QVERIFY(desk.banner.isHidden());
        QCOMPARE(desk.files(), 1);
    }

    void whatCannotBeTakenUpIsSaid() {
        Desk desk;
        desk.isRefused = true;
        desk.leave(planOf(u"first"_s), 1000);
        QSignalSpy failed(&desk.interrupted, &InterruptedRuns::failed);
        desk.interrupted.look(desk.home.path(), here, u"ana"_s);
        desk.press(0);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(desk.files(), 1);
        QVERIFY(!desk.banner.isHidden()); // and can still be, when nothing is in the way any more
        desk.isRefused = false;
        desk.press(0);
        QCOMPARE(desk.taken.size(), size_t(1));
        QVERIFY(desk.banner.isHidden());
    }

    void whatCannotBeReadIsSaid() {
        Desk desk;
        QFile file(desk.home.filePath(u"x.run"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("garbage\n") > 0);
        file.close();
        QSignalSpy failed(&desk.interrupted, &InterruptedRuns::failed);
        QCOMPARE(desk.interrupted.look(desk.home.path(), here, u"ana"_s), 0);
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed[0][0].value<Error>().details.contains(u"x.run"_s));
        QVERIFY(desk.banner.isHidden());
    }

    void whoseRunItWasIsSaid() {
        Desk desk;
        runs::Plan plan = planOf(u"first"_s);
        plan.actor = u"bob"_s;
        desk.leave(plan, 1000);
        desk.interrupted.look(desk.home.path(), here, u"ana"_s);
        QVERIFY2(desk.banner.text().contains(u"begun by"_s) && desk.banner.text().contains(u"bob"_s),
                 qPrintable(desk.banner.text()));
    }
};

QTEST_MAIN(TestAccessInterrupted)
#include "tst_access_interrupted.moc"
