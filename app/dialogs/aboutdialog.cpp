#include "dialogs/aboutdialog.h"

#include "style/icons.h"
#include "style/look.h"
#include "style/metrics.h"
#include "version/buildinfo.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace wallaroo {
namespace {

QLabel* plain(const QString& text, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setWordWrap(true);
    return label;
}

QString versionOf(const BuildInfo::Part& part) {
    QString built = QString::fromStdString(part.version);
    if (part.name == "Qt" && built != QLatin1String(qVersion()))
        return AboutDialog::tr("%1, running with %2").arg(built, QLatin1String(qVersion()));
    return built;
}

} // namespace

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About Wallaroo Admin"));
    const Metrics metrics(this);
    auto* mark = new QLabel(this);
    mark->setPixmap(applicationIcon().pixmap(QSize(metrics.px(48), metrics.px(48)), devicePixelRatioF()));
    auto* title = plain(tr("Wallaroo Admin"), this);
    setTextStyle(title, TextStyle::Title);
    auto* version = plain(tr("Version %1").arg(QString::fromStdString(versionLine())), this);
    version->setObjectName(QStringLiteral("version"));
    auto* what =
        plain(tr("Administration of a Wallaroo MLOps instance. MIT licence. Not made by Wallaroo Labs."), this);
    setTextTint(what, Tint::SecondaryText);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(metrics.px(20), metrics.px(20), metrics.px(20), metrics.px(16));
    grid->setHorizontalSpacing(metrics.px(16));
    grid->setVerticalSpacing(metrics.px(6));
    grid->addWidget(mark, 0, 0, 2, 1, Qt::AlignTop);
    grid->addWidget(title, 0, 1, 1, 2);
    grid->addWidget(version, 1, 1, 1, 2);
    grid->addWidget(what, 2, 1, 1, 2);
    int row = 3;
    for (const BuildInfo::Part& part : buildInfo().parts) {
        grid->addWidget(plain(QString::fromStdString(part.name), this), row, 1);
        auto* with = plain(
            QStringList{versionOf(part), QString::fromStdString(part.licence)}.join(QStringLiteral("  ·  ")), this);
        setTextTint(with, Tint::SecondaryText);
        grid->addWidget(with, row++, 2);
    }
    grid->setColumnStretch(2, 1);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("copyAbout"));
    copy->setAccessibleDescription(tr("Copies version and libraries, for a report"));
    connect(copy, &QPushButton::clicked, this, [this] { Q_EMIT copyRequested(text()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    buttons->button(QDialogButtonBox::Close)->setFocus();
    grid->addWidget(buttons, row, 0, 1, 3);
    setMinimumWidth(fontMetrics().averageCharWidth() * 62);
}

QString AboutDialog::text() {
    QStringList lines{QStringLiteral("Wallaroo Admin ") + QString::fromStdString(versionLine())};
    for (const BuildInfo::Part& part : buildInfo().parts)
        lines << QStringLiteral("%1 %2").arg(QString::fromStdString(part.name), versionOf(part));
    return lines.join(u'\n');
}

} // namespace wallaroo
