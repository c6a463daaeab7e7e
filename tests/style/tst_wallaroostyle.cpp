#include "style/icons.h"
#include "style/look.h"
#include "style/metrics.h"
#include "style/theme.h"
#include "style/wallaroostyle.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QStyleOptionSlider>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace wallaroo;

namespace {

QImage look(QWidget& widget) {
    return widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

int countOf(const QImage& image, const QColor& color) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == color;
    return count;
}

QColor now(Tint which) {
    return tint(QApplication::palette(), which);
}

/// A window with two of each, so that one can have the focus and the other not.
struct Form {
    QWidget window;
    QVBoxLayout* column = new QVBoxLayout(&window);

    template <typename T>
    T* add(T* widget) {
        column->addWidget(widget);
        return widget;
    }

    [[nodiscard]] bool open() {
        window.show();
        window.activateWindow();
        return QTest::qWaitForWindowActive(&window);
    }
};

} // namespace

class WallarooStyleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theStyleStaysWhenTheThemeChanges();
    void aMainButtonIsFilledWithTheAccent();
    void theDefaultButtonIsNotMainByThatAlone();
    void whatActsStandsAtTheRight();
    void theKeyboardsPlaceIsAlwaysSeen_data();
    void theKeyboardsPlaceIsAlwaysSeen();
    void aRefusedFieldHasARedEdge();
    void tickedAndUntickedDiffer_data();
    void tickedAndUntickedDiffer();
    void sizesFollowTheFont();
    void scrollBarsHaveNoArrows();
    void scrollHandlesStandWhereTheyShould();
    void theCornerBetweenScrollBarsIsOfTheView();
    void textTintsFollowTheTheme();
    void textStylesFollowTheFont();
    void mainButtonsAreWideEnoughForBoldText();
    void ampersandsAreNoMnemonics();
    void standardIconsAreOurs();
};

void WallarooStyleTest::init() {
    applyTheme(*qApp, Theme::Light);
}

void WallarooStyleTest::theStyleStaysWhenTheThemeChanges() {
    const QStyle* style = QApplication::style();
    QVERIFY(qobject_cast<const WallarooStyle*>(style));
    applyTheme(*qApp, Theme::Dark);
    QCOMPARE(QApplication::style(), style); // polishing every widget again would be slow
    QCOMPARE(QApplication::palette().color(QPalette::Window), darkPalette().color(QPalette::Window));
    QVERIFY(qApp->styleSheet().isEmpty());
}

void WallarooStyleTest::aMainButtonIsFilledWithTheAccent() {
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        applyTheme(*qApp, theme);
        QPushButton button(QStringLiteral("Sign in"));
        button.resize(button.sizeHint());
        QCOMPARE(countOf(look(button), now(Tint::Accent)), 0);
        setMain(&button);
        const QImage image = look(button);
        QVERIFY(countOf(image, now(Tint::Accent)) > image.width() * image.height() / 2);
        button.setEnabled(false);
        QCOMPARE(countOf(look(button), now(Tint::Accent)), 0);
    }
}

void WallarooStyleTest::theDefaultButtonIsNotMainByThatAlone() {
    QPushButton button(QStringLiteral("Cancel"));
    button.resize(button.sizeHint());
    button.setDefault(true);
    QCOMPARE(countOf(look(button), now(Tint::Accent)), 0);
    setMain(&button);
    QVERIFY(countOf(look(button), now(Tint::Accent)) > 100);
}

void WallarooStyleTest::whatActsStandsAtTheRight() {
    QDialogButtonBox box(QDialogButtonBox::Cancel);
    const auto* act = box.addButton(QStringLiteral("Create"), QDialogButtonBox::AcceptRole);
    box.resize(400, box.sizeHint().height());
    box.show();
    const auto* cancel = box.button(QDialogButtonBox::Cancel);
    QVERIFY(act->x() > cancel->geometry().right());
    QCOMPARE(act->geometry().right(), box.contentsRect().right());
}

void WallarooStyleTest::theKeyboardsPlaceIsAlwaysSeen_data() {
    QTest::addColumn<int>("kind");
    QTest::newRow("button") << 0;
    QTest::newRow("main button") << 1;
    QTest::newRow("line edit") << 2;
    QTest::newRow("check box") << 3;
    QTest::newRow("radio button") << 4;
    QTest::newRow("combo box") << 5;
    QTest::newRow("tool button") << 6;
}

void WallarooStyleTest::theKeyboardsPlaceIsAlwaysSeen() {
    QFETCH(int, kind);
    const auto make = [kind]() -> QWidget* {
        const QString text = QStringLiteral("Text");
        switch (kind) {
        case 0:
        case 1: {
            auto* button = new QPushButton(text);
            setMain(button, kind == 1);
            return button;
        }
        case 2:
            return new QLineEdit(text);
        case 3:
            return new QCheckBox(text);
        case 4:
            return new QRadioButton(text);
        case 5: {
            auto* box = new QComboBox;
            box->addItem(text);
            return box;
        }
        default: {
            auto* button = new QToolButton;
            button->setText(text);
            button->setAutoRaise(true);
            button->setFocusPolicy(Qt::StrongFocus);
            return button;
        }
        }
    };
    Form form;
    QWidget* one = form.add(make());
    QWidget* other = form.add(make());
    QVERIFY(form.open());
    other->setFocus();
    const QImage before = look(*one);
    one->setFocus(Qt::MouseFocusReason); // however it came
    QVERIFY(one->hasFocus());
    const QImage after = look(*one);
    int changed = 0;
    for (int y = 0; y < after.height(); ++y)
        for (int x = 0; x < after.width(); ++x)
            changed += after.pixel(x, y) != before.pixel(x, y);
    // Two pixels around the smallest of them, a check box's label, are more than this.
    QVERIFY2(changed >= 100, qPrintable(QString::number(changed)));
    QVERIFY(countOf(after, now(Tint::Accent)) >= 80);
}

void WallarooStyleTest::aRefusedFieldHasARedEdge() {
    Form form;
    auto* edit = form.add(new QLineEdit);
    auto* box = form.add(new QComboBox);
    form.add(new QPushButton)->setFocus();
    QVERIFY(form.open());
    for (QWidget* field : std::initializer_list<QWidget*>{edit, box}) {
        QCOMPARE(countOf(look(*field), now(Tint::Danger)), 0);
        setInvalid(field, true);
        QVERIFY(countOf(look(*field), now(Tint::Danger)) >= field->width());
        field->setFocus();
        QVERIFY(countOf(look(*field), now(Tint::Danger)) >= 2 * field->width()); // still red, and wider
        setInvalid(field, false);
        QCOMPARE(countOf(look(*field), now(Tint::Danger)), 0);
    }
}

void WallarooStyleTest::tickedAndUntickedDiffer_data() {
    QTest::addColumn<bool>("radio");
    QTest::newRow("check box") << false;
    QTest::newRow("radio button") << true;
}

void WallarooStyleTest::tickedAndUntickedDiffer() {
    QFETCH(bool, radio);
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        applyTheme(*qApp, theme);
        std::unique_ptr<QAbstractButton> button;
        if (radio)
            button = std::make_unique<QRadioButton>();
        else
            button = std::make_unique<QCheckBox>();
        button->resize(button->sizeHint());
        QCOMPARE(countOf(look(*button), now(Tint::Accent)), 0);
        button->setChecked(true);
        const QImage image = look(*button);
        QVERIFY(countOf(image, now(Tint::Accent)) > 80);
        QVERIFY(countOf(image, now(Tint::OnAccent)) >= 6); // the sign itself, not colour alone
    }
}

void WallarooStyleTest::sizesFollowTheFont() {
    QPushButton button(QStringLiteral("Sign in"));
    QLineEdit edit;
    QFont font = QApplication::font();
    font.setPixelSize(12);
    button.setFont(font);
    edit.setFont(font);
    const QSize small = button.sizeHint();
    const int smallEdit = edit.sizeHint().height();
    font.setPixelSize(24);
    button.setFont(font);
    edit.setFont(font);
    QVERIFY(button.sizeHint().height() > small.height() * 3 / 2);
    QVERIFY(edit.sizeHint().height() > smallEdit * 3 / 2);
    QVERIFY(button.sizeHint().height() >= button.fontMetrics().height() + 2);
    QVERIFY(button.style()->pixelMetric(QStyle::PM_IndicatorWidth, nullptr, &button) > 24);
}

void WallarooStyleTest::scrollBarsHaveNoArrows() {
    QScrollBar bar(Qt::Vertical);
    bar.setRange(0, 900);
    bar.setPageStep(100);
    bar.resize(bar.sizeHint().width(), 400);
    QStyleOptionSlider option;
    option.initFrom(&bar);
    option.orientation = Qt::Vertical;
    option.maximum = 900;
    option.pageStep = 100;
    const QStyle* style = QApplication::style();
    QVERIFY(style->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarAddLine, &bar).isEmpty());
    QCOMPARE(style->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarGroove, &bar), bar.rect());
}

void WallarooStyleTest::scrollHandlesStandWhereTheyShould() {
    QScrollBar bar(Qt::Vertical);
    QStyleOptionSlider option;
    option.rect = QRect(0, 0, 12, 400);
    option.orientation = Qt::Vertical;
    option.minimum = 0;
    option.maximum = 300;
    option.pageStep = 100;
    const auto part = [&](QStyle::SubControl which) {
        return QApplication::style()->subControlRect(QStyle::CC_ScrollBar, &option, which, &bar);
    };
    option.sliderPosition = 0;
    QCOMPARE(part(QStyle::SC_ScrollBarSlider), QRect(0, 0, 12, 100));
    option.sliderPosition = 300;
    QCOMPARE(part(QStyle::SC_ScrollBarSlider), QRect(0, 300, 12, 100));
    QCOMPARE(part(QStyle::SC_ScrollBarSubPage), QRect(0, 0, 12, 300));
    option.maximum = 100'000'000; // a million rows in pixels: no overflow, and a handle one can still grab
    option.sliderPosition = 100'000'000;
    QVERIFY(part(QStyle::SC_ScrollBarSlider).height() >= 20);
    QCOMPARE(part(QStyle::SC_ScrollBarSlider).bottom(), 399);
}

void WallarooStyleTest::theCornerBetweenScrollBarsIsOfTheView() {
    QPlainTextEdit edit(QStringLiteral("word ").repeated(200) + QStringLiteral("\nline").repeated(100));
    edit.setLineWrapMode(QPlainTextEdit::NoWrap);
    edit.resize(200, 150);
    edit.show();
    const QImage image = look(edit);
    const int extent = edit.verticalScrollBar()->width();
    QCOMPARE(image.pixelColor(edit.width() - extent, edit.height() - extent), now(Tint::Surface));
    QCOMPARE(image.pixelColor(edit.width() - 3, edit.height() - 3), now(Tint::Surface));
}

void WallarooStyleTest::textTintsFollowTheTheme() {
    QLabel label(QStringLiteral("Wrong password"));
    setTextTint(&label, Tint::Danger);
    QCOMPARE(label.palette().color(QPalette::WindowText), tint(lightPalette(), Tint::Danger));
    label.show();
    applyTheme(*qApp, Theme::Dark);
    QTRY_COMPARE(label.palette().color(QPalette::WindowText), tint(darkPalette(), Tint::Danger));
    setTextTint(&label, Tint::Good);
    QCOMPARE(label.palette().color(QPalette::WindowText), tint(darkPalette(), Tint::Good));
    QCOMPARE(label.children().size(), 1); // one keeper, however often it is asked
}

void WallarooStyleTest::textStylesFollowTheFont() {
    QLabel title(QStringLiteral("Users"));
    title.show();
    setTextStyle(&title, TextStyle::Title);
    const QFont before = QApplication::font();
    QVERIFY(title.font().bold());
    QCOMPARE(title.font().pointSizeF(), before.pointSizeF() * 1.5);
    QFont larger = before;
    larger.setPointSizeF(before.pointSizeF() * 2);
    QApplication::setFont(larger);
    QCoreApplication::processEvents();
    QCOMPARE(title.font().pointSizeF(), larger.pointSizeF() * 1.5);
    QApplication::setFont(before);
}

void WallarooStyleTest::mainButtonsAreWideEnoughForBoldText() {
    QPushButton button(QStringLiteral("Deactivate 3 users"));
    const int plain = button.sizeHint().width();
    setMain(&button);
    QFont bold = button.font();
    bold.setWeight(QFont::Bold);
    const int growth =
        QFontMetrics(bold).horizontalAdvance(button.text()) - button.fontMetrics().horizontalAdvance(button.text());
    QVERIFY(growth > 0);
    QVERIFY(button.sizeHint().width() >= plain + growth);
    QVERIFY(button.sizeHint().width() <= plain + growth + 2);
}

void WallarooStyleTest::ampersandsAreNoMnemonics() {
    QCOMPARE(escapedAmpersands(QStringLiteral("R&D")), QStringLiteral("R&&D"));
    QPushButton button(escapedAmpersands(QStringLiteral("R&D")));
    QVERIFY(button.shortcut().isEmpty());
    QVERIFY(!QPushButton(QStringLiteral("R&D")).shortcut().isEmpty());
}

void WallarooStyleTest::standardIconsAreOurs() {
    const QStyle* style = QApplication::style();
    QCOMPARE(style->standardIcon(QStyle::SP_MessageBoxWarning).name(), QStringLiteral("warning"));
    QCOMPARE(style->standardIcon(QStyle::SP_LineEditClearButton).name(), QStringLiteral("clear"));
}

QTEST_MAIN(WallarooStyleTest)
#include "tst_wallaroostyle.moc"
