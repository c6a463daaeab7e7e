#include "style/palettes.h"
#include "widgets/accessmarks.h"
#include "widgets/findingsbar.h"
#include "widgets/linkbutton.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using models::Access;
using models::AccessCell;
using models::AccessFindings;

namespace {

const std::vector<AccessCell> allCells{
    {Access::NotKnown, false},    {Access::None, false},   {Access::None, true},
    {Access::NotTold, false},     {Access::NotTold, true}, {Access::Collaborator, false},
    {Access::Collaborator, true}, {Access::Owner, false},  {Access::Owner, true},
};

AccessFindings found(int workspaces, int notKnown) {
    AccessFindings findings;
    findings.isPeopleKnown = true;
    findings.areWorkspacesKnown = true;
    findings.withoutActiveOwner.who.resize(static_cast<size_t>(workspaces));
    findings.withoutActiveOwner.notKnown = notKnown;
    return findings;
}

QString shownText(const FindingsBar& bar) {
    return bar.text(FindingsBar::WithoutActiveOwner);
}

} // namespace

class TestAccessMarks final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void eachMarkIsItsOwn_data() {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << darkPalette();
        QTest::newRow("contrast") << contrastPalette(true);
    }

    /// By form, not by colour alone: also in grey they differ.
    void eachMarkIsItsOwn() {
        QFETCH(const QPalette, palette);
        AccessMarks marks;
        marks.prepare({24, 24}, palette, QApplication::font(), 1);
        std::vector<QImage> images;
        for (const AccessCell cell : allCells) {
            const QImage image =
                marks.cell(cell, AccessMarks::Ground::Plain).toImage().convertToFormat(QImage::Format_Grayscale8);
            for (const QImage& other : images)
                QVERIFY(image != other);
            images.push_back(image);
            QVERIFY(image
                    != marks.cell(cell, AccessMarks::Ground::Selected)
                           .toImage()
                           .convertToFormat(QImage::Format_Grayscale8));
        }
    }

    void sharpAtEveryScale() {
        AccessMarks marks;
        for (const qreal scale : {1.0, 1.5, 2.0}) {
            marks.prepare({24, 24}, lightPalette(), QApplication::font(), scale);
            const QPixmap& pixmap = marks.cell({Access::Owner, false}, AccessMarks::Ground::Plain);
            QCOMPARE(pixmap.size(), QSize(24, 24) * scale);
            QCOMPARE(pixmap.devicePixelRatio(), scale);
        }
    }

    void findingsAreSaidWhenKnown() {
        FindingsBar bar;
        bar.show(found(3, 0));
        QCOMPARE(shownText(bar), u"3 workspaces without an active owner"_s);
        bar.show(found(0, 0), true);
        QCOMPARE(shownText(bar), u"Every workspace has an active owner"_s);
    }

    void whatIsSaidOfAllIsSaidOfWhatTheAccountSees_data() {
        QTest::addColumn<int>("finding");
        QTest::addColumn<bool>("isFound");
        QTest::addColumn<QString>("ofAll");
        QTest::addColumn<QString>("ofThoseSeen");
        const auto row = [](FindingsBar::Finding finding, bool isFound, const QString& ofAll, const QString& seen) {
            QTest::addRow("%d, found: %d", finding, isFound) << static_cast<int>(finding) << isFound << ofAll << seen;
        };
        row(FindingsBar::WithoutActiveOwner, false, u"Every workspace has an active owner"_s,
            u"Every workspace that you see has an active owner"_s);
        row(FindingsBar::InactiveWithAccess, false, u"No inactive person has access to anything"_s,
            u"No inactive person has access to what you see"_s);
        row(FindingsBar::WithoutAccess, true, u"2 people with access to nothing"_s,
            u"2 people with access to nothing that you see"_s);
    }

    void whatIsSaidOfAllIsSaidOfWhatTheAccountSees() {
        QFETCH(const int, finding);
        QFETCH(const bool, isFound);
        AccessFindings findings = found(0, 0);
        if (isFound)
            findings.withoutAccess.who.resize(2);
        const auto of = static_cast<FindingsBar::Finding>(finding);
        QTEST(FindingsBar::sentence(of, findings, true), "ofAll");
        QTEST(FindingsBar::sentence(of, findings, false), "ofThoseSeen");
        FindingsBar bar;
        bar.show(findings, true);
        QTEST(bar.text(of), "ofAll");
    }

    void elseWhatIsMissing() {
        FindingsBar bar;
        bar.show(found(3, 12)); // three found so far is no answer
        QCOMPARE(shownText(bar), u"Workspaces without an active owner: not known for 12 workspaces"_s);
        AccessFindings nobody;
        bar.show(nobody);
        QVERIFY(shownText(bar).contains(u"workspaces are not listed"_s));
        nobody.areWorkspacesKnown = true;
        bar.show(nobody);
        QVERIFY(shownText(bar).contains(u"people are not listed"_s));
        AccessFindings gaps = found(0, 0);
        gaps.arePeopleWhole = false;
        bar.show(gaps);
        QCOMPARE(shownText(bar),
                 u"Every workspace that you see has an active owner"_s); // an owner who is not listed is noticed
        QVERIFY(bar.text(FindingsBar::WithoutAccess).contains(u"some people could not be read"_s));
        gaps.areWorkspacesWhole = false;
        bar.show(gaps);
        QVERIFY(shownText(bar).contains(u"some workspaces could not be read"_s));
    }

    void pressingNarrows() {
        FindingsBar bar;
        bar.show(found(3, 0));
        static_cast<QWidget&>(bar).show();
        QVERIFY(QTest::qWaitForWindowExposed(&bar));
        QSignalSpy chosen(&bar, &FindingsBar::chosen);
        int pressed = 0;
        for (auto* button : bar.findChildren<LinkButton*>()) {
            if (button->isVisible()) {
                QTest::keyClick(button, Qt::Key_Space);
                ++pressed;
            }
        }
        QCOMPARE(pressed, 1); // what found nothing cannot be pressed
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.front().front().value<FindingsBar::Finding>(), FindingsBar::WithoutActiveOwner);
    }
};

QTEST_MAIN(TestAccessMarks)
#include "tst_access_marks.moc"
