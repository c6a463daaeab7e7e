#include "dialogs/confirmdialog.h"

#include "dialogs/dialogparts.h"
#include "style/look.h"
#include "style/metrics.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

QLabel* plainLabel(const QString& text, const QString& objectName, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(text);
    return label;
}

} // namespace

ConfirmDialog::ConfirmDialog(const Words& words, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("confirmDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(words.title);
    setAccessibleDescription(words.question + u' ' + words.effect);
    auto* question = plainLabel(words.question, QStringLiteral("confirmQuestion"), this);
    setTextStyle(question, TextStyle::Heading);
    auto* effect = plainLabel(words.effect, QStringLiteral("confirmEffect"), this);

    auto* box = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* act = box->addButton(words.verb, QDialogButtonBox::AcceptRole);
    act->setObjectName(QStringLiteral("confirmNow"));
    act->setAutoDefault(false);
    setMain(act);
    auto* cancel = box->button(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    cancel->setFocus();
    connect(box, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    actOnCtrlEnter(*this, act);

    const Metrics metrics(this);
    auto* column = new QVBoxLayout(this);
    const int edge = metrics.px(20);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(metrics.px(12));
    column->addWidget(question);
    column->addWidget(effect);
    column->addWidget(box);
    setMinimumWidth(fontMetrics().averageCharWidth() * 64);
}

} // namespace wallaroo
