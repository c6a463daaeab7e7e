#include "smallwidgets/gallery.h"

#include "base/clock.h"
#include "style/icons.h"
#include "style/look.h"
#include "widgets/banner.h"
#include "widgets/filterfield.h"
#include "widgets/linkbutton.h"
#include "widgets/navigationlist.h"
#include "widgets/pagehead.h"
#include "widgets/progressline.h"
#include "widgets/secretfield.h"
#include "widgets/secretlabel.h"
#include "widgets/statepanel.h"
#include "widgets/toast.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

using namespace wallaroo;

namespace gallery {
namespace {

const SystemClock systemClock;

QLabel* label(const QString& text, TextStyle style = TextStyle::Body, Tint tint = Tint::Text) {
    auto* made = new QLabel(text);
    made->setTextFormat(Qt::PlainText);
    setTextStyle(made, style);
    setTextTint(made, tint);
    return made;
}

NavigationList* pages() {
    auto* list = new NavigationList;
    list->addGroup(QStringLiteral("People"));
    list->addPage(QStringLiteral("users"), QStringLiteral("users"), QStringLiteral("Users"));
    list->addPage(QStringLiteral("workspaces"), QStringLiteral("workspaces"), QStringLiteral("Workspaces"));
    list->addGroup(QStringLiteral("Secrets"));
    list->addPage(QStringLiteral("tokens"), QStringLiteral("tokens"), QStringLiteral("Tokens"));
    list->setCount(QStringLiteral("users"), QStringLiteral("1,204"));
    list->setCount(QStringLiteral("workspaces"), QStringLiteral("86"));
    list->setCurrentPage(QStringLiteral("users"));
    return list;
}

QTableView* table() {
    auto* view = new QTableView;
    auto* model = new QStandardItemModel(0, 4, view);
    model->setHorizontalHeaderLabels(
        {QStringLiteral("Name"), QStringLiteral("E-mail"), QStringLiteral("Status"), QStringLiteral("Created")});
    model->setHeaderData(3, Qt::Horizontal, int(Qt::AlignRight | Qt::AlignVCenter), Qt::TextAlignmentRole);
    for (int i = 0; i < 60; ++i) {
        QList<QStandardItem*> row{new QStandardItem(QStringLiteral("Ada Weber %1").arg(i)),
                                  new QStandardItem(QStringLiteral("ada.weber%1@example.com").arg(i)),
                                  new QStandardItem(QStringLiteral("Active")),
                                  new QStandardItem(QStringLiteral("3 Mar 2026"))};
        row[3]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        model->appendRow(row);
    }
    view->setModel(model);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(31);
    view->setShowGrid(false);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->horizontalHeader()->setSortIndicatorShown(true);
    view->horizontalHeader()->setSortIndicator(0, Qt::AscendingOrder);
    view->horizontalHeader()->setStretchLastSection(true);
    view->setColumnWidth(0, 190);
    view->setColumnWidth(1, 260);
    view->selectRow(2);
    return view;
}

QToolButton* menuButton(const QString& text) {
    auto* button = new QToolButton;
    button->setText(text);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(new QMenu(button));
    return button;
}

QFrame* tokenCard(const QString& title, double left) {
    auto* card = new QFrame;
    setCard(card);
    auto* column = new QVBoxLayout(card);
    auto* head = new QHBoxLayout;
    head->addWidget(label(title, TextStyle::Heading));
    head->addWidget(label(QStringLiteral("acts as ana.solano@example.com"), TextStyle::Body, Tint::SecondaryText), 1);
    head->addWidget(label(QStringLiteral("42:10 left"), TextStyle::Strong));
    column->addLayout(head);
    auto* line = new ProgressLine;
    line->setThickness(6);
    line->setFraction(left);
    column->addWidget(line);
    auto* row = new QHBoxLayout;
    auto* token = new SecretLabel;
    token->setSecret(Secret("eyJhcanary-token-0123456789-abcdefghijklmnopqrstuvwxyz-4fQ"));
    row->addWidget(token, 1);
    row->addWidget(new QPushButton(QStringLiteral("Hold to reveal")));
    row->addWidget(new QPushButton(QStringLiteral("Renew")));
    auto* copy = new QPushButton(icon(QStringLiteral("copy")), QStringLiteral("Copy token"));
    setMain(copy, left < 0.9);
    row->addWidget(copy);
    auto* as = new QPushButton(QStringLiteral("Copy as"));
    as->setMenu(new QMenu(as));
    row->addWidget(as);
    column->addLayout(row);
    return card;
}

} // namespace

std::unique_ptr<QWidget> mainWindow() {
    auto window = std::make_unique<QWidget>();
    auto* row = new QHBoxLayout(window.get());
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(pages());
    auto* page = new QVBoxLayout;
    page->setContentsMargins(20, 16, 20, 14);
    auto* head = new PageHead(QStringLiteral("Users"));
    head->setNote(QStringLiteral("visible to you"));
    head->setMainAction(QStringLiteral("Invite…"), QStringLiteral("add"));
    head->progress()->setFraction(0.4);
    page->addWidget(head);
    auto* banner = new Banner;
    page->addWidget(banner);
    banner->show(Error{ErrorKind::TookTooLong, QStringLiteral("wallaroo.example.com did not answer in 10 seconds."),
                       QStringLiteral("Check the VPN first. The rows below are as of 14:02."),
                       QStringLiteral("GET /v1/api/users")});
    banner->setActions(QStringLiteral("Try again"));
    auto* bar = new QHBoxLayout;
    auto* filter = new FilterField(QStringLiteral("Filter users"));
    filter->setText(QStringLiteral("weber"));
    bar->addWidget(filter, 1);
    bar->addWidget(menuButton(QStringLiteral("Status: any")));
    auto* box = new QComboBox;
    box->addItems({QStringLiteral("Type: any"), QStringLiteral("Administrator")});
    bar->addWidget(box);
    bar->addStretch(1);
    bar->addWidget(label(QStringLiteral("14 of 1,204"), TextStyle::Body, Tint::SecondaryText));
    page->addLayout(bar);
    page->addWidget(table(), 1);
    auto* toast = new Toast(systemClock);
    page->addWidget(toast);
    toast->showCountdown(QStringLiteral("MLOps token copied. It works for 42 min and leaves the clipboard in %1."),
                         Deadline(systemClock, 52'000), QStringLiteral("Clear now"));
    row->addLayout(page, 1);
    window->resize(1100, 640);
    return window;
}

std::unique_ptr<QWidget> tokens() {
    auto window = std::make_unique<QWidget>();
    auto* column = new QVBoxLayout(window.get());
    column->setContentsMargins(20, 16, 20, 16);
    column->addWidget(label(QStringLiteral("Tokens"), TextStyle::Title));
    column->addWidget(tokenCard(QStringLiteral("MLOps token"), 0.7));
    column->addWidget(tokenCard(QStringLiteral("Inference token"), 0.96));
    column->addStretch(1);
    window->resize(960, 320);
    return window;
}

std::unique_ptr<QWidget> signIn() {
    auto window = std::make_unique<QWidget>();
    auto* column = new QVBoxLayout(window.get());
    column->setContentsMargins(26, 20, 26, 20);
    auto* head = new QHBoxLayout;
    head->addWidget(label(QStringLiteral("Sign in to Wallaroo"), TextStyle::Title), 1);
    head->addWidget(new QPushButton(icon(QStringLiteral("sandbox")), QStringLiteral("Try it with a sandbox")));
    column->addLayout(head);
    auto* form = new QFormLayout;
    auto* profile = new QComboBox;
    profile->addItem(QStringLiteral("staging"));
    auto* profileRow = new QHBoxLayout;
    profileRow->addWidget(profile, 1);
    profileRow->addWidget(new LinkButton(QStringLiteral("New")));
    profileRow->addWidget(new LinkButton(QStringLiteral("Import creds.json…")));
    form->addRow(QStringLiteral("Profile"), profileRow);
    form->addRow(QStringLiteral("Instance"), new QLineEdit(QStringLiteral("wallaroo.example.com")));
    form->addRow(QString(),
                 label(QStringLiteral("https://wallaroo.example.com · Keycloak found"), TextStyle::Small, Tint::Good));
    auto* first = new QRadioButton(QStringLiteral("User name and password"));
    first->setChecked(true);
    form->addRow(QStringLiteral("Sign in"), first);
    form->addRow(QString(), new QRadioButton(QStringLiteral("In the browser")));
    auto* password = new SecretField;
    setInvalid(password, true);
    form->addRow(QStringLiteral("Password"), password);
    form->addRow(QString(),
                 label(QStringLiteral("Wrong user name, password or code."), TextStyle::Small, Tint::Danger));
    auto* code = new QLineEdit;
    code->setPlaceholderText(QStringLiteral("only if your account has one"));
    form->addRow(QStringLiteral("One-time code"), code);
    auto* secret = new SecretField;
    secret->setSecret(Secret("canary-client-secret"));
    form->addRow(QStringLiteral("Client secret"), secret);
    auto* shown = new SecretField;
    shown->setSecret(Secret("canary-shown-l1O0"));
    shown->setShown(true);
    form->addRow(QStringLiteral("Shown"), shown);
    auto* remember = new QCheckBox(QStringLiteral("Remember the client secret and this sign-in (GNOME Keyring)"));
    remember->setChecked(true);
    form->addRow(QString(), remember);
    column->addLayout(form);
    column->addStretch(1);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(new QPushButton(QStringLiteral("Cancel")));
    auto* go = new QPushButton(QStringLiteral("Sign in"));
    setMain(go);
    buttons->addWidget(go);
    column->addLayout(buttons);
    window->resize(620, 560);
    return window;
}

std::unique_ptr<QWidget> states() {
    auto window = std::make_unique<QWidget>();
    auto* grid = new QGridLayout(window.get());
    const auto add = [&](int row, int column) {
        auto* card = new QFrame;
        setCard(card);
        auto* panel = new StatePanel;
        (new QVBoxLayout(card))->addWidget(panel);
        grid->addWidget(card, row, column);
        return panel;
    };
    add(0, 0)->showLoading(QStringLiteral("Loading users… 12,400 so far"));
    add(0, 1)->showEmpty(QStringLiteral("No user matches 'foo'"), QStringLiteral("Clear filter"));
    add(1, 0)->showNotAllowed(Error{
        ErrorKind::NotAllowed, QStringLiteral("Your account may not list users."),
        QStringLiteral("Ask an administrator of this instance for the role admin, or view-users of master-realm."),
        QStringLiteral("GET /v1/api/users 403")});
    auto* failed = add(1, 1);
    failed->showFailed(Error{ErrorKind::TookTooLong,
                             QStringLiteral("wallaroo.example.com did not answer in 10 seconds."),
                             QStringLiteral("Check the VPN, then the address."),
                             QStringLiteral("14:02:11 GET /v1/api/users\nno answer within 10 s\nrequest id 7f2c")});
    for (auto* button : failed->findChildren<QPushButton*>(QStringLiteral("detailsToggle")))
        button->click();
    window->resize(1000, 620);
    return window;
}

std::unique_ptr<QWidget> controls() {
    auto window = std::make_unique<QWidget>();
    auto* column = new QVBoxLayout(window.get());
    auto* icons = new QHBoxLayout;
    for (const QString& name : iconNames()) {
        auto* mark = new QToolButton;
        mark->setIcon(icon(name));
        mark->setAutoRaise(true);
        icons->addWidget(mark);
    }
    column->addLayout(icons);
    auto* buttons = new QHBoxLayout;
    for (int i = 0; i < 6; ++i) {
        auto* button = new QPushButton(icon(QStringLiteral("refresh")), QStringLiteral("Button %1").arg(i));
        button->setEnabled(i != 1 && i != 3);
        setMain(button, i == 2 || i == 3);
        button->setCheckable(i == 4);
        button->setChecked(i == 4);
        button->setFlat(i == 5);
        buttons->addWidget(button);
    }
    column->addLayout(buttons);
    auto* marks = new QHBoxLayout;
    for (int i = 0; i < 6; ++i) {
        auto* box = new QCheckBox(QStringLiteral("Box %1").arg(i));
        box->setTristate();
        box->setCheckState(static_cast<Qt::CheckState>(i % 3));
        box->setEnabled(i < 3);
        marks->addWidget(box);
    }
    for (int i = 0; i < 2; ++i) {
        auto* radio = new QRadioButton(QStringLiteral("Radio %1").arg(i));
        radio->setAutoExclusive(false);
        radio->setChecked(true);
        radio->setEnabled(i == 0);
        marks->addWidget(radio);
    }
    column->addLayout(marks);
    auto* fields = new QHBoxLayout;
    auto* editable = new QComboBox;
    editable->setEditable(true);
    editable->addItem(QStringLiteral("editable"));
    auto* off = new QLineEdit(QStringLiteral("disabled"));
    off->setEnabled(false);
    auto* readOnly = new QLineEdit(QStringLiteral("read only"));
    readOnly->setReadOnly(true);
    auto* bar = new QProgressBar;
    bar->setValue(40);
    bar->setTextVisible(false);
    for (QWidget* field : std::initializer_list<QWidget*>{editable, off, readOnly, new QSpinBox, bar})
        fields->addWidget(field);
    column->addLayout(fields);
    for (const auto kind : {Banner::Kind::Info, Banner::Kind::Warning, Banner::Kind::Error}) {
        auto* banner = new Banner;
        column->addWidget(banner);
        banner->showMessage(kind, QStringLiteral("What happened, in one sentence."),
                            QStringLiteral("What to do about it."));
        banner->setActions(QStringLiteral("Do it"));
    }
    auto* link = new LinkButton(QStringLiteral("Where is the secret?"));
    column->addWidget(link);
    auto* running = new ProgressLine;
    running->setRunning(true);
    column->addWidget(running);
    column->addStretch(1);
    window->resize(1000, 420);
    return window;
}

} // namespace gallery
